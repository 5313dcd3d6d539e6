package dev.kiln.runtime.bridge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an event's {@code datacontenttype} says of its data. */
final class DataContentType {

    private static final String CHARSET = "charset=";

    private DataContentType() {}

    /** Whether data of this media type is JSON, by the JSON format, section 3.1. */
    static boolean isJson(String type) {
        var media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.endsWith("/json") || media.endsWith("+json");
    }

    /**
     * In what text is written; UTF-8 unless the type says another.
     *
     * @throws IllegalArgumentException if it says one that there is not
     */
    static Charset charset(String type) {
        for (var parameter : type.split(";")) {
            var text = parameter.strip();
            if (text.regionMatches(true, 0, CHARSET, 0, CHARSET.length())) {
                return Charset.forName(text.substring(CHARSET.length()).replace("\"", ""));
            }
        }
        return StandardCharsets.UTF_8;
    }
}
