/** What all gateways derive from a request and require of a response. */
@NullMarked
package dev.kiln.adapters.http;

import org.jspecify.annotations.NullMarked;
