/** What is seen of a function from outside: records, and how others get them. */
@NullMarked
package dev.kiln.runtime.report;

import org.jspecify.annotations.NullMarked;
