/** Tests of what a request says before its body. */
@NullMarked
package dev.kiln.frontdoor.request;

import org.jspecify.annotations.NullMarked;
