/** A plain Spring WebFlux application that answers with what it was sent. */
@NullMarked
package dev.kiln.bench.echo;

import org.jspecify.annotations.NullMarked;
