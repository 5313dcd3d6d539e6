/** Classes that do not work where tests put them. */
@NullMarked
package com.example.broken;

import org.jspecify.annotations.NullMarked;
