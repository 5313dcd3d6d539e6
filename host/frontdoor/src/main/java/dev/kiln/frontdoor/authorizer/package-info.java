/** Who may call a function: the JWT authorizer of an HTTP API. */
@NullMarked
package dev.kiln.frontdoor.authorizer;

import org.jspecify.annotations.NullMarked;
