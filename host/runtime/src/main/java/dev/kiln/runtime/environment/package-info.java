/** Execution environments and the pool that invocations wait in. */
@NullMarked
package dev.kiln.runtime.environment;

import org.jspecify.annotations.NullMarked;
