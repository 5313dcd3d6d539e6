/** What the JVM has once, and each environment's function takes for its own. */
@NullMarked
package dev.kiln.runtime.process;

import org.jspecify.annotations.NullMarked;
