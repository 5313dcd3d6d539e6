/** Calls from web pages of other origins, as HTTP APIs and Function URLs treat them. */
@NullMarked
package dev.kiln.adapters.cors;

import org.jspecify.annotations.NullMarked;
