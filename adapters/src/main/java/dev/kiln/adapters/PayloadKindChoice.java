package dev.kiln.adapters;

/**
 * A payload kind and why it is the one.
 *
 * @param reason for people, continues a sentence: "because …"
 */
public record PayloadKindChoice(PayloadKind kind, String reason) {}
