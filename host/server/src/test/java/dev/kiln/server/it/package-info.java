/** The runnable jar in a process of its own, as people and AWS's clients meet it. */
@NullMarked
package dev.kiln.server.it;

import org.jspecify.annotations.NullMarked;
