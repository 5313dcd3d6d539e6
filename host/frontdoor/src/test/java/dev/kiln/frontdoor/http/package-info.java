/** Tests of the socket and of requests over it, with real connections. */
@NullMarked
package dev.kiln.frontdoor.http;

import org.jspecify.annotations.NullMarked;
