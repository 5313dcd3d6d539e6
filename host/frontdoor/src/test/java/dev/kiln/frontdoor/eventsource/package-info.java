@NullMarked
package dev.kiln.frontdoor.eventsource;

import org.jspecify.annotations.NullMarked;
