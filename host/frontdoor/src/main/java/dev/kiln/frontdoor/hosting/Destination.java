package dev.kiln.frontdoor.hosting;

/**
 * Where a request goes.
 *
 * @param target the request target as the function is to see it
 */
public record Destination(HostedFunction function, String target) {}
