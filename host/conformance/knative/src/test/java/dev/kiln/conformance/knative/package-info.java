/** Kiln behind Knative's queue-proxy, both as processes of this machine. */
@NullMarked
package dev.kiln.conformance.knative;

import org.jspecify.annotations.NullMarked;
