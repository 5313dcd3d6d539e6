/** Tests of the Invoke API. */
@NullMarked
package dev.kiln.frontdoor.invokeapi;

import org.jspecify.annotations.NullMarked;
