/** The part of AWS's Invoke API whose caller waits for the result. */
@NullMarked
package dev.kiln.frontdoor.invokeapi;

import org.jspecify.annotations.NullMarked;
