/**
 * Spring Cloud Function as the registry: handlers beside Spring's function beans, and both
 * composed.
 */
@NullMarked
package dev.kiln.server.catalog;

import org.jspecify.annotations.NullMarked;
