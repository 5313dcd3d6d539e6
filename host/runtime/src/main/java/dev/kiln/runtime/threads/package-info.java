/** A function's threads: how they are made, found and ended. */
@NullMarked
package dev.kiln.runtime.threads;

import org.jspecify.annotations.NullMarked;
