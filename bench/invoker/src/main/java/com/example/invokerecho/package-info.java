/** A function for Google's functions framework that answers with what it was sent. */
@NullMarked
package com.example.invokerecho;

import org.jspecify.annotations.NullMarked;
