package dev.kiln.frontdoor.invokeapi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
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
                return Optional.of(inItsWords(e, parser));
            }
        }
    }

    private static @Nullable String read(JsonParser parser) {
        if (!skipValue(parser)) {
            return "No content to map due to end-of-input\n at " + SOURCE + "line: 1]";
        }
        var extra = parser.nextToken();
        var place = parser.currentTokenLocation();
        return extra == null
                ? null
                : "Trailing token (of type "
                        + extra
                        + ") found after value (bound as `com.fasterxml.jackson.databind.JsonNode`):"
                        + " not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"
                        + at(place.getLineNr(), place.getColumnNr());
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

    private static String inItsWords(JacksonException problem, JsonParser parser) {
        var text = problem.getOriginalMessage().replace("property name", "field name");
        // Of this one fault it names the place behind it.
        var behind = text.startsWith("Illegal character ((CTRL-CHAR") ? 1 : 0;
        var place = problem.getLocation();
        return withStartMarker(text, parser)
                + (place == null ? "" : at(place.getLineNr(), place.getColumnNr() + behind));
    }

    /** Names the place where the innermost object or array begins, if the message does. */
    private static String withStartMarker(String text, JsonParser parser) {
        var start = text.indexOf(OFFSET);
        if (start < 0) {
            return text;
        }
        var place = parser.streamReadContext().startLocation(ContentReference.unknown());
        var end = text.indexOf(']', start + OFFSET.length());
        return text.substring(0, start)
                + lineAndColumn(place.getLineNr(), place.getColumnNr())
                + text.substring(end + 1);
    }

    private static String at(int line, int column) {
        return "\n at " + lineAndColumn(line, column);
    }

    private static String lineAndColumn(int line, int column) {
        return SOURCE + "line: " + line + ", column: " + column + "]";
    }
}
