package dev.kiln.adapters.http;

import java.util.Locale;

/** The part of a content type that gateways look at: no parameters, lower case. */
public final class MediaType {

    private MediaType() {}

    /** {@code Application/JSON; charset=utf-8} becomes {@code application/json}. */
    public static String of(String contentType) {
        var semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Whether HTTP APIs, Function URLs and load balancers hand bodies of this type over as text.
     */
    public static boolean isText(String mediaType) {
        return switch (mediaType) {
            case "application/json", "application/xml", "application/javascript" -> true;
            default -> mediaType.startsWith("text/");
        };
    }

    /** {@code application/json} and all types with its suffix. */
    public static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }
}
