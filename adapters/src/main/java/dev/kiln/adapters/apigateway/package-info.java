/** API Gateway's payload formats. */
@NullMarked
package dev.kiln.adapters.apigateway;

import org.jspecify.annotations.NullMarked;
