/** The one class of AWS's runtime client whose name a caller reads in an error report. */
@NullMarked
package com.amazonaws.services.lambda.runtime.api.client;

import org.jspecify.annotations.NullMarked;
