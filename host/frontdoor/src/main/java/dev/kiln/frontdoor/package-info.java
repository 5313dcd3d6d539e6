/**
 * The socket and the way of a request to its function, on Reactor Netty, before and beside Spring.
 */
@NullMarked
package dev.kiln.frontdoor;

import org.jspecify.annotations.NullMarked;
