/** What is told of functions, and to whom. */
@NullMarked
package dev.kiln.runtime.report;

import org.jspecify.annotations.NullMarked;
