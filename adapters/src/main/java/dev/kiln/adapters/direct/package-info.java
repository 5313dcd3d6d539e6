/** Direct invocation: the request's body is the event. */
@NullMarked
package dev.kiln.adapters.direct;

import org.jspecify.annotations.NullMarked;
