/** The front door's exchanges as Spring's requests and responses. */
@NullMarked
package dev.kiln.server.web;

import org.jspecify.annotations.NullMarked;
