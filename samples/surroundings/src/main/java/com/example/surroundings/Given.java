package com.example.surroundings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a function was given in variables and in the files that variables name. */
final class Given {

    private final Map<String, String> variables;

    Given(Map<String, String> variables) {
        this.variables = variables;
    }

    /** For what is no secret; null where there is none. */
    String value(String name) {
        return variables.get(name);
    }

    /** By name: the sum of the value, or of the file that a variable {@code …_FILE} names. */
    Map<String, String> sums(String names) throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String name : names.split(",")) {
            String value = variables.get(name);
            if (value != null) {
                byte[] content =
                        name.endsWith("_FILE")
                                ? Files.readAllBytes(Path.of(value))
                                : value.getBytes(StandardCharsets.UTF_8);
                sums.put(name, sum(content));
            }
        }
        return sums;
    }

    /**
     * What a token says of its bearer, without the signature that makes it one; null without it.
     */
    String claims(String variable) throws IOException {
        String file = variables.get(variable);
        if (file == null) {
            return null;
        }
        String payload = Files.readString(Path.of(file)).split("\\.")[1];
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    private static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
