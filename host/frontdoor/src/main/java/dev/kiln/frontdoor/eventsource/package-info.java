/** Requests by plain HTTP, each an event of its function's payload kind. */
@NullMarked
package dev.kiln.frontdoor.eventsource;

import org.jspecify.annotations.NullMarked;
