/** Settings: where they come from, what they may be, and what to say when they are wrong. */
@NullMarked
package dev.kiln.server.config;

import org.jspecify.annotations.NullMarked;
