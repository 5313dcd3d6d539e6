package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query string taken apart. */
public final class QueryParameters {

    private QueryParameters() {}

    /**
     * Keys in order of first appearance, each with all its values; both form-decoded. A key without
     * an equals sign has the value "".
     *
     * @param query without the question mark
     */
    public static Map<String, List<String>> formDecoded(String query) {
        return read(query, true);
    }

    /** The same without any decoding, as load balancers hand them over. */
    public static Map<String, List<String>> encoded(String query) {
        return read(query, false);
    }

    private static Map<String, List<String>> read(String query, boolean decoded) {
        if (query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var start = 0; start < query.length(); ) {
            var ampersand = query.indexOf('&', start);
            var end = ampersand < 0 ? query.length() : ampersand;
            if (end > start) {
                add(parameters, query.substring(start, end), decoded);
            }
            start = end + 1;
        }
        return parameters;
    }

    private static void add(Map<String, List<String>> parameters, String piece, boolean decoded) {
        var equals = piece.indexOf('=');
        var key = part(equals < 0 ? piece : piece.substring(0, equals), decoded);
        var value = equals < 0 ? "" : part(piece.substring(equals + 1), decoded);
        var values = parameters.get(key);
        if (values == null) {
            values = new ArrayList<>(1);
            parameters.put(key, values);
        }
        values.add(value);
    }

    private static String part(String text, boolean decoded) {
        return decoded ? Percent.formDecoded(text) : text;
    }
}
