/** Handlers that the tests of the runtime run, the well-behaved and the others. */
@NullMarked
package com.example.functions;

import org.jspecify.annotations.NullMarked;
