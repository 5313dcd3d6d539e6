/** Tests of the front door, over real sockets wherever a socket matters. */
@NullMarked
package dev.kiln.frontdoor;

import org.jspecify.annotations.NullMarked;
