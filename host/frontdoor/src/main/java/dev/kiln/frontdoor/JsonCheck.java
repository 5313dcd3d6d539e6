package dev.kiln.frontdoor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Whether bytes are one JSON value, and if not, why, in the words of Lambda's service. Those are
 * Jackson 2's: Jackson 3 finds the same faults, but counts bytes where the other counts lines and
 * columns, and calls a field a property.
 */
final class JsonCheck {

    private static final String SOURCE =
            "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";
    private static final String OFFSET = SOURCE + "byte offset: #";

    // The limits of Jackson 2, whose defaults the service has.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(1000)
                                    .maxNumberLength(1000)
                                    .maxNameLength(50_000)
                                    .build())
                    .build();

    private JsonCheck() {}

    /** What is wrong with the bytes; they are read, not kept. */
    static Optional<String> problemWith(byte[] json) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            try {
                return Optional.ofNullable(read(parser));
            } catch (JacksonException e) {
                return Optional.of(
                        inItsWords(e.getOriginalMessage(), parser) + at(e.getLocation()));
            }
        }
    }

    private static @Nullable String read(JsonParser parser) {
        if (!skipValue(parser)) {
            return "No content to map due to end-of-input\n at " + SOURCE + "line: 1]";
        }
        var extra = parser.nextToken();
        return extra == null
                ? null
                : "Trailing token (of type "
                        + extra
                        + ") found after value (bound as `com.fasterxml.jackson.databind.JsonNode`):"
                        + " not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"
                        + at(parser.currentTokenLocation());
    }

    /** False if there is none. */
    private static boolean skipValue(JsonParser parser) {
        var depth = 0;
        do {
            var token = parser.nextToken();
            if (token == null) {
                return false;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                // Only a string that is read to its end is checked to its end.
                var _ = parser.getStringLength();
            }
        } while (depth > 0);
        return true;
    }

    private static String inItsWords(String message, JsonParser parser) {
        var text = message.replace("property name", "field name");
        var start = text.indexOf(OFFSET);
        if (start < 0) {
            return text;
        }
        // Such a message names the place where the innermost object or array begins.
        var place = parser.streamReadContext().startLocation(ContentReference.unknown());
        var end = text.indexOf(']', start + OFFSET.length());
        return text.substring(0, start) + lineAndColumn(place) + text.substring(end + 1);
    }

    private static String at(@Nullable TokenStreamLocation place) {
        return place == null ? "" : "\n at " + lineAndColumn(place);
    }

    private static String lineAndColumn(TokenStreamLocation place) {
        return SOURCE + "line: " + place.getLineNr() + ", column: " + place.getColumnNr() + "]";
    }
}
