/** What the libraries below the door have to say, without a logging library. */
@NullMarked
package dev.kiln.frontdoor.logging;

import org.jspecify.annotations.NullMarked;
