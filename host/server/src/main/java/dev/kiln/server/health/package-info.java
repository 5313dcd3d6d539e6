/** The front door's health, as Spring's health endpoint shows it. */
@NullMarked
package dev.kiln.server.health;

import org.jspecify.annotations.NullMarked;
