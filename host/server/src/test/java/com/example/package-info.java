/** Functions for tests; they know AWS's library alone. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
