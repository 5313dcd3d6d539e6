/**
 * AWS's runtime interface client as the judge: in a process of its own, fed by a Runtime API of
 * ours.
 */
@NullMarked
package dev.kiln.conformance.oracle;

import org.jspecify.annotations.NullMarked;
