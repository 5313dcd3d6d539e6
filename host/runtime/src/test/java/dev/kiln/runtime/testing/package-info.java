/** Runs real handler classes through the real environments, for tests of the runtime. */
@NullMarked
package dev.kiln.runtime.testing;

import org.jspecify.annotations.NullMarked;
