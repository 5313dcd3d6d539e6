/** The table of cases whose expectations were recorded from AWS's client. */
@NullMarked
package dev.kiln.conformance.table;

import org.jspecify.annotations.NullMarked;
