/** Route templates of API Gateway, and which one fits a request. */
@NullMarked
package dev.kiln.adapters.routes;

import org.jspecify.annotations.NullMarked;
