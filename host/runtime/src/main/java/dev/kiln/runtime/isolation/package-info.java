/**
 * A function's own world: its class path, its class loader, and its private copy of AWS's runtime
 * libraries.
 */
@NullMarked
package dev.kiln.runtime.isolation;

import org.jspecify.annotations.NullMarked;
