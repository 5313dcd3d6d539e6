package dev.kiln.adapters;

/**
 * One field line. Both parts hold one character per byte of the wire (ISO-8859-1), as HTTP servers
 * hand them out and take them.
 */
public record HeaderField(String name, String value) {}
