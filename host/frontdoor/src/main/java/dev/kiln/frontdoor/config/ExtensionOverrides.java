package dev.kiln.frontdoor.config;

import dev.kiln.adapters.cloudevents.EventRules;
import dev.kiln.runtime.InvalidSettingException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Extensions that every event gets which leaves, as Knative's sources are told of them. */
final class ExtensionOverrides {

    private static final String NAME = "extension-overrides";
    private static final String RULE =
            "it has the form {\"extensions\":{\"name\":\"value\"}} or name=value, with commas"
                    + " between several; a name has lower-case letters and digits, and is none"
                    + " of the attributes that events have of their own, such as id or source";

    private ExtensionOverrides() {}

    /**
     * None if nothing is set.
     *
     * @throws InvalidSettingException if this is neither Knative's JSON nor a list of pairs
     */
    static Map<String, String> read(Settings settings) {
        var text = settings.text(NAME);
        if (text.isEmpty()) {
            return Map.of();
        }
        var overrides =
                text.get().startsWith("{") || text.get().indexOf('=') < 0
                        ? json(text.get(), settings)
                        : settings.pairs(NAME);
        for (var name : overrides.keySet()) {
            if (name.isEmpty() || !EventRules.isExtension(name)) {
                throw settings.invalid(NAME, RULE);
            }
        }
        return Map.copyOf(overrides);
    }

    private static Map<String, String> json(String text, Settings settings) {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            var extensions = new LinkedHashMap<String, String>();
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && readMembers(parser, extensions)
                    && parser.nextToken() == null) {
                return extensions;
            }
        } catch (JacksonException _) {
            // Said below, with the value.
        }
        throw settings.invalid(NAME, RULE);
    }

    private static boolean readMembers(JsonParser parser, Map<String, String> extensions) {
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var value = parser.nextToken();
            if (!name.equals("extensions")) {
                return false;
            }
            if (value != JsonToken.VALUE_NULL && !readExtensions(parser, value, extensions)) {
                return false;
            }
        }
        return true;
    }

    private static boolean readExtensions(
            JsonParser parser, JsonToken start, Map<String, String> extensions) {
        if (start != JsonToken.START_OBJECT) {
            return false;
        }
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                return false;
            }
            extensions.put(name, parser.getString());
        }
        return true;
    }
}
