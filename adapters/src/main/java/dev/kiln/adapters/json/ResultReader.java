package dev.kiln.adapters.json;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads what a handler wrote in one pass, without a tree. */
public final class ResultReader {

    private ResultReader() {}

    /**
     * @param parts what an object is searched for
     */
    public static HandlerResult read(byte[] result, Set<ResultPart> parts) {
        if (!mayBeJson(result)) {
            return new HandlerResult.NotJson();
        }
        try (var json = Json.FACTORY.createParser(ObjectReadContext.empty(), result)) {
            var first = json.nextToken();
            if (first == null) {
                return new HandlerResult.NotJson();
            }
            var value = value(json, first, result, parts);
            return json.nextToken() == null ? value : new HandlerResult.NotJson();
        } catch (JacksonException _) {
            return new HandlerResult.NotJson();
        }
    }

    private static HandlerResult value(
            JsonParser json, JsonToken first, byte[] result, Set<ResultPart> parts) {
        if (first == JsonToken.VALUE_STRING) {
            return new HandlerResult.Text(JsonStrings.read(json, result));
        }
        if (first == JsonToken.START_OBJECT) {
            return new StructuredReader(json, result, parts).read();
        }
        json.skipChildren();
        return new HandlerResult.OtherJson();
    }

    // The parser would take UTF-16, UTF-32 and byte order marks too, which are no JSON to AWS.
    private static boolean mayBeJson(byte[] result) {
        return result.length > 0 && result[0] > 0 && (result.length == 1 || result[1] != 0);
    }
}
