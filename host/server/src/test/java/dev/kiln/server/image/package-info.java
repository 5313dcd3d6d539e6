/** The image that the Dockerfile describes, built and run. */
@NullMarked
package dev.kiln.server.image;

import org.jspecify.annotations.NullMarked;
