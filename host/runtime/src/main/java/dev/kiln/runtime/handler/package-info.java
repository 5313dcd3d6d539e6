/** From a handler string to something that can be invoked, by AWS's own rules, faults included. */
@NullMarked
package dev.kiln.runtime.handler;

import org.jspecify.annotations.NullMarked;
