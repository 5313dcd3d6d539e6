/** The same applications on Kiln and on AWS's client. */
@NullMarked
package dev.kiln.conformance.frameworks;

import org.jspecify.annotations.NullMarked;
