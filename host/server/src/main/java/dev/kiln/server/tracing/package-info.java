/** Spans made from the reports of the runtime and the front door. */
@NullMarked
package dev.kiln.server.tracing;

import org.jspecify.annotations.NullMarked;
