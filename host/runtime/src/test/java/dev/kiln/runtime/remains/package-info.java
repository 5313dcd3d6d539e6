/** What ended environments leave behind. */
@NullMarked
package dev.kiln.runtime.remains;

import org.jspecify.annotations.NullMarked;
