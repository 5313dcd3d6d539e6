/**
 * Requests that are CloudEvents: each an event for the function, answered as brokers understand.
 */
@NullMarked
package dev.kiln.frontdoor.cloudevents;

import org.jspecify.annotations.NullMarked;
