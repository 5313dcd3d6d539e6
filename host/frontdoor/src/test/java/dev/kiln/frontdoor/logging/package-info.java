/** What tests hear of the log. */
@NullMarked
package dev.kiln.frontdoor.logging;

import org.jspecify.annotations.NullMarked;
