/** Real functions in real environments, the unruly ones above all. */
@NullMarked
package dev.kiln.runtime.environment;

import org.jspecify.annotations.NullMarked;
