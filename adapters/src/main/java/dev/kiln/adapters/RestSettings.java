package dev.kiln.adapters;

import java.util.List;

/**
 * What only REST APIs do.
 *
 * @param headerCase spelling of header names in the event
 * @param binaryMediaTypes request types that are handed over as Base64
 * @param responseBinaryMediaTypes {@code Accept} types for which Base64 is decoded
 * @param remapHeaders rename and drop response headers as a REST API does
 */
public record RestSettings(
        HeaderCase headerCase,
        List<String> binaryMediaTypes,
        List<String> responseBinaryMediaTypes,
        boolean remapHeaders) {

    /** Values of {@code rest-header-case}. */
    public enum HeaderCase {
        /** As received. */
        PRESERVE,
        /**
         * {@code Content-Type}: for handlers that look names up so, behind proxies that lower them.
         */
        CANONICAL
    }

    static RestSettings read(SettingText text) {
        return new RestSettings(
                text.flag("rest-header-case", "preserve", "canonical")
                        ? HeaderCase.CANONICAL
                        : HeaderCase.PRESERVE,
                mediaTypes(text, "binary-media-types", List.of()),
                mediaTypes(text, "response-binary-media-types", List.of("*/*")),
                text.flag("remap-headers", true));
    }

    private static List<String> mediaTypes(SettingText text, String name, List<String> initial) {
        var types = text.list(name, initial);
        for (var type : types) {
            if (type.indexOf('/') < 1) {
                throw SettingText.invalid(name, type, "a media type is written like image/png");
            }
        }
        return types;
    }
}
