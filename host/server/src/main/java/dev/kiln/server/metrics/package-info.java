/** Meters made from the reports of the runtime. */
@NullMarked
package dev.kiln.server.metrics;

import org.jspecify.annotations.NullMarked;
