package dev.kiln.adapters.apigateway;

/** Ids of things that API Gateway has and we have not, such as resources: short and stable. */
final class ShortId {

    private ShortId() {}

    /** Six lower-case letters and digits that depend on the name alone. */
    static String of(String name) {
        var hash = 0xcbf29ce484222325L; // FNV-1a
        for (var i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        var digits = Long.toUnsignedString(hash, 36);
        return ("000000" + digits).substring(digits.length());
    }
}
