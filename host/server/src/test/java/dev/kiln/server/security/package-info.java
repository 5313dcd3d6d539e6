@NullMarked
package dev.kiln.server.security;

import org.jspecify.annotations.NullMarked;
