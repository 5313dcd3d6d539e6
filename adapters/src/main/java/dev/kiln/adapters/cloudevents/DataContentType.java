package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.http.MediaType;
import java.util.Optional;

/** What {@code datacontenttype} says of data. */
public final class DataContentType {

    private DataContentType() {}

    /** The subtype {@code json}, any with the suffix {@code +json}, and where nothing is said. */
    public static boolean isJson(CloudEvent event) {
        var type = event.attribute("datacontenttype");
        return type.isEmpty() || isJson(type.get());
    }

    static boolean isJson(String contentType) {
        var mediaType = MediaType.of(contentType);
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }

    /** The value of {@code charset}, without quotes. */
    static Optional<String> charset(String contentType) {
        for (var semicolon = contentType.indexOf(';'); semicolon >= 0; ) {
            var next = contentType.indexOf(';', semicolon + 1);
            var parameter =
                    contentType.substring(semicolon + 1, next < 0 ? contentType.length() : next);
            var equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).trim().equalsIgnoreCase("charset")) {
                return Optional.of(parameter.substring(equals + 1).trim().replace("\"", ""));
            }
            semicolon = next;
        }
        return Optional.empty();
    }

    /** Whether text of this type is UTF-8, being that or ASCII or not saying. */
    static boolean isUtf8(String contentType) {
        var charset = charset(contentType);
        return charset.isEmpty()
                || charset.get().equalsIgnoreCase("utf-8")
                || charset.get().equalsIgnoreCase("us-ascii");
    }
}
