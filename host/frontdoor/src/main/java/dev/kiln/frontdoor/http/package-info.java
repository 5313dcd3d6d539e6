/** The socket, and the way of one request and its answer over it. */
@NullMarked
package dev.kiln.frontdoor.http;

import org.jspecify.annotations.NullMarked;
