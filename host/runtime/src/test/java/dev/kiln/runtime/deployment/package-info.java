/** Deployment packages that are made while a test runs, and a host to run them in. */
@NullMarked
package dev.kiln.runtime.deployment;

import org.jspecify.annotations.NullMarked;
