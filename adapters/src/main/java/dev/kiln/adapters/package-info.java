/** Turns HTTP-shaped requests into Lambda events and results into responses; plain Java. */
@NullMarked
package dev.kiln.adapters;

import org.jspecify.annotations.NullMarked;
