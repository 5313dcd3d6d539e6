/** CloudEvents over HTTP: received, mapped to what a handler takes, answered. */
@NullMarked
package dev.kiln.adapters.cloudevents;

import org.jspecify.annotations.NullMarked;
