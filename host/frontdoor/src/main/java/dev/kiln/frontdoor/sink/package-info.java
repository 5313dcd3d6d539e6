/** Events on their way from a function to where Knative says that they go. */
@NullMarked
package dev.kiln.frontdoor.sink;

import org.jspecify.annotations.NullMarked;
