/**
 * AWS's names for snapshot hooks, which functions reach through {@code org.crac}; on demand they
 * are never called.
 */
@NullMarked
package com.amazonaws.services.lambda.crac;

import org.jspecify.annotations.NullMarked;
