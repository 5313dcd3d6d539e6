/** What an environment leaves behind when it ends, and what keeps it in memory. */
@NullMarked
package dev.kiln.runtime.remains;

import org.jspecify.annotations.NullMarked;
