/** Tests of the settings. */
@NullMarked
package dev.kiln.frontdoor.config;

import org.jspecify.annotations.NullMarked;
