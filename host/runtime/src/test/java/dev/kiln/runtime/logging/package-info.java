/** What is in the log, in which form, and whose it is. */
@NullMarked
package dev.kiln.runtime.logging;

import org.jspecify.annotations.NullMarked;
