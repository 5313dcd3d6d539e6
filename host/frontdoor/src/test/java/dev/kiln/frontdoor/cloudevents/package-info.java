/** Tests of requests that are events. */
package dev.kiln.frontdoor.cloudevents;
