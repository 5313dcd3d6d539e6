/**
 * Proves that a function cannot tell Kiln's runtime from AWS's: the same functions and invocations
 * go to both, and everything that comes out is compared.
 */
@NullMarked
package dev.kiln.conformance;

import org.jspecify.annotations.NullMarked;
