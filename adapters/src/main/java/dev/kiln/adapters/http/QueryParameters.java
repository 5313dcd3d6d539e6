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
        if (query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var start = 0; start < query.length(); ) {
            var ampersand = query.indexOf('&', start);
            var end = ampersand < 0 ? query.length() : ampersand;
            if (end > start) {
                add(parameters, query.substring(start, end));
            }
            start = end + 1;
        }
        return parameters;
    }

    private static void add(Map<String, List<String>> parameters, String piece) {
        var equals = piece.indexOf('=');
        var key = Percent.formDecoded(equals < 0 ? piece : piece.substring(0, equals));
        var value = equals < 0 ? "" : Percent.formDecoded(piece.substring(equals + 1));
        var values = parameters.get(key);
        if (values == null) {
            values = new ArrayList<>(1);
            parameters.put(key, values);
        }
        values.add(value);
    }
}
