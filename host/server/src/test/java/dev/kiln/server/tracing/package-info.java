@NullMarked
package dev.kiln.server.tracing;

import org.jspecify.annotations.NullMarked;
