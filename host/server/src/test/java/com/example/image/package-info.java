/** A function that tells what the image gives to it. */
@NullMarked
package com.example.image;

import org.jspecify.annotations.NullMarked;
