/**
 * The host's classes that live beside AWS's runtime libraries, one copy per execution environment.
 * The host uses none of them by name: it reaches them through {@link
 * dev.kiln.runtime.seam.LambdaBridge}.
 */
@NullMarked
package dev.kiln.runtime.bridge;

import org.jspecify.annotations.NullMarked;
