/** Checks of callers that need Spring Security. */
@NullMarked
package dev.kiln.server.security;

import org.jspecify.annotations.NullMarked;
