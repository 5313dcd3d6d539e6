/**
 * The few types that the host and a function's world share: loaded once, visible in every execution
 * environment, made of JDK types only. Everything else on the far side exists once per environment.
 */
@NullMarked
package dev.kiln.runtime.seam;

import org.jspecify.annotations.NullMarked;
