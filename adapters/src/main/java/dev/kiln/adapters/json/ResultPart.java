package dev.kiln.adapters.json;

/** What a payload format reads of a structured result beside its status. */
public enum ResultPart {
    /** {@code headers}: one value per name. */
    HEADERS,
    /** {@code multiValueHeaders}: a list of values per name. */
    MULTI_VALUE_HEADERS,
    /** {@code cookies}: values of {@code Set-Cookie}. */
    COOKIES,
    /** {@code body}, and whether it is Base64. */
    BODY,
    /** A {@code body} that is no string, but any other JSON. */
    JSON_BODY,
    /** {@code statusDescription}: {@code 200 OK}. */
    STATUS_DESCRIPTION,
    /** Keys that the format does not know are a fault, not ignored. */
    NOTHING_ELSE
}
