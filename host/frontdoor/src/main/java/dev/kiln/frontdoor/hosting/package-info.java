/** Functions behind the door: made of their definitions, initialised, watched. */
@NullMarked
package dev.kiln.frontdoor.hosting;

import org.jspecify.annotations.NullMarked;
