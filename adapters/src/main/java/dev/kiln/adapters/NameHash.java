package dev.kiln.adapters;

/** Ids of things that AWS has and we have not: short, and the same for the same name. */
public final class NameHash {

    private NameHash() {}

    /** Six lower-case letters and digits: a resource, a deployment. */
    public static String shortId(String name) {
        var digits = Long.toUnsignedString(fnv1a(name), 36);
        return ("000000" + digits).substring(digits.length());
    }

    /** 16 hexadecimal digits: a target group. */
    static String hex(String name) {
        var digits = Long.toHexString(fnv1a(name));
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static long fnv1a(String name) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
