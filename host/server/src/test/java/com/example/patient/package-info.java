/** A function in its own package, as a user's would be; it goes into an image. */
@NullMarked
package com.example.patient;

import org.jspecify.annotations.NullMarked;
