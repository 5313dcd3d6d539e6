/** Functions whose course a test decides by making a file. */
@NullMarked
package com.example.knative;

import org.jspecify.annotations.NullMarked;
