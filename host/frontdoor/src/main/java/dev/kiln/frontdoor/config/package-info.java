/** What the process, its door and its functions are set to, as far as a first request needs it. */
@NullMarked
package dev.kiln.frontdoor.config;

import org.jspecify.annotations.NullMarked;
