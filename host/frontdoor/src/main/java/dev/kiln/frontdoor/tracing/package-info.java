/** What is known of a request's place in a trace before anybody makes spans. */
@NullMarked
package dev.kiln.frontdoor.tracing;

import org.jspecify.annotations.NullMarked;
