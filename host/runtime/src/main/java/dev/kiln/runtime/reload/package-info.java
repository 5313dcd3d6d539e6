/** Serves a function's new code as soon as it has been built, for development. */
@NullMarked
package dev.kiln.runtime.reload;

import org.jspecify.annotations.NullMarked;
