/** Tests of events on their way to a sink. */
package dev.kiln.frontdoor.sink;
