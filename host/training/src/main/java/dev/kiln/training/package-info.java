/**
 * An ordinary function with a framework, for the training of the cache; nothing in it knows Kiln.
 */
@NullMarked
package dev.kiln.training;

import org.jspecify.annotations.NullMarked;
