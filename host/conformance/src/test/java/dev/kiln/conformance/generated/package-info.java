/** Events made up from the shapes of functions' input types, reproducible by a seed. */
@NullMarked
package dev.kiln.conformance.generated;

import org.jspecify.annotations.NullMarked;
