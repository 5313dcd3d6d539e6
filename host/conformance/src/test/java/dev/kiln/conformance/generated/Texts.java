package dev.kiln.conformance.generated;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Texts of all sorts: plain, in many scripts, long, awkward for JSON. */
final class Texts {

    private static final List<String> AWKWARD =
            List.of(
                    "",
                    " ",
                    "null",
                    "true",
                    "0",
                    "-1.5",
                    "Zürich – 東京 ✓",
                    "😀👩‍👩‍👧 and 𝕬",
                    "quote\" apostrophe' back\\slash /",
                    "line\nbreak\r\n\ttab",
                    "\u0000\u0001\u001f\u007f",
                    "\u2028\u2029\ufeff",
                    "<script>&amp;</script>",
                    "a=1&b=%20#x",
                    "\u00e9 e\u0301",
                    "مرحبا",
                    "${jndi:x} {} %s %n",
                    "2024-02-29T12:30:15Z");

    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.0123456789";

    private final RandomGenerator random;

    Texts(RandomGenerator random) {
        this.random = random;
    }

    String any() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> AWKWARD.get(random.nextInt(AWKWARD.size()));
            case 3 -> anyCharacters(random.nextInt(20));
            case 4 -> word(random.nextInt(2_000));
            default -> word(1 + random.nextInt(12));
        };
    }

    String word(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /**
     * @param wild whether other alphabets and layouts are used, too
     */
    String base64(boolean wild) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return switch (wild ? random.nextInt(6) : 5) {
            case 0 -> Base64.getUrlEncoder().encodeToString(bytes);
            case 1 -> Base64.getMimeEncoder(4, new byte[] {'\n'}).encodeToString(bytes);
            case 2 -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
            default -> Base64.getEncoder().encodeToString(bytes);
        };
    }

    /** From the whole of Unicode, lone surrogates included. */
    private String anyCharacters(int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 1 -> text.append((char) random.nextInt(0x250));
                default -> text.append((char) random.nextInt(0x3000));
            }
        }
        return text.toString();
    }
}
