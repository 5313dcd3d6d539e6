/** The actuator on a port of its own. */
@NullMarked
package dev.kiln.server.management;

import org.jspecify.annotations.NullMarked;
