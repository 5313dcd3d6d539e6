/** What a function writes, and the lines that Lambda writes around it. */
@NullMarked
package dev.kiln.runtime.logging;

import org.jspecify.annotations.NullMarked;
