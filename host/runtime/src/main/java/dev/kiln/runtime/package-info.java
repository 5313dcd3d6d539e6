/**
 * Runs invocations of Lambda handlers: bytes and context in, bytes out. Knows neither HTTP nor
 * Spring.
 */
@NullMarked
package dev.kiln.runtime;

import org.jspecify.annotations.NullMarked;
