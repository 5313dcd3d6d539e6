/** Tests of how functions come behind the door. */
@NullMarked
package dev.kiln.frontdoor.hosting;

import org.jspecify.annotations.NullMarked;
