/** The one clock that ends waits and runs. */
@NullMarked
package dev.kiln.runtime.clock;

import org.jspecify.annotations.NullMarked;
