package dev.kiln.adapters.cloudevents.mapping;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Where names and values stand in a JSON text, so that others can be put there. */
record Places(byte[] json, List<Range> values, List<Range> names) {

    record Range(int start, int end) {}

    static Places in(byte[] json) {
        var values = new ArrayList<Range>();
        var names = new ArrayList<Range>();
        var open = new ArrayDeque<Integer>();
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
                var start = (int) parser.currentTokenLocation().getByteOffset();
                var end = (int) parser.currentLocation().getByteOffset();
                switch (parser.currentToken()) {
                    case START_OBJECT, START_ARRAY -> open.push(start);
                    case END_OBJECT, END_ARRAY -> values.add(new Range(open.pop(), end));
                    case PROPERTY_NAME -> names.add(name(json, start));
                    default -> values.add(new Range(start, end));
                }
            }
        }
        return new Places(json, values, names);
    }

    /** Samples have plain names. */
    private static Range name(byte[] json, int start) {
        var end = start + 1;
        while (json[end] != '"') {
            end++;
        }
        return new Range(start, end + 1);
    }

    String text(Range place) {
        return Events.text(Arrays.copyOfRange(json, place.start(), place.end()));
    }

    byte[] with(Range place, String text) {
        var mutated = new ByteArrayOutputStream();
        mutated.write(json, 0, place.start());
        mutated.writeBytes(Events.utf8(text));
        mutated.write(json, place.end(), json.length - place.end());
        return mutated.toByteArray();
    }
}
