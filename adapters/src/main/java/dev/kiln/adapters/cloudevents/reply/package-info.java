/** What becomes of a handler's result: an event for the sender or for a sink, or nothing. */
@NullMarked
package dev.kiln.adapters.cloudevents.reply;

import org.jspecify.annotations.NullMarked;
