/** Code that changes while it is served. */
@NullMarked
package dev.kiln.runtime.reload;

import org.jspecify.annotations.NullMarked;
