package dev.kiln.adapters;

import java.util.HexFormat;

/** Ids of things that AWS has and we have not: short, and the same for the same name. */
public final class NameHash {

    private NameHash() {}

    /** Six lower-case letters and digits: a resource, a deployment. */
    public static String shortId(String name) {
        var id = new StringBuilder(6);
        for (var hash = fnv1a(name) >>> 1; id.length() < 6; hash /= 36) {
            id.append(Character.forDigit((int) (hash % 36), 36));
        }
        return id.toString();
    }

    /** 16 hexadecimal digits: a target group. */
    static String hex(String name) {
        return HexFormat.of().toHexDigits(fnv1a(name));
    }

    private static long fnv1a(String name) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
