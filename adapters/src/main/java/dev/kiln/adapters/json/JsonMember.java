package dev.kiln.adapters.json;

/** A name and what stands behind it. */
public record JsonMember(String name, JsonPart value) {}
