package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.List;

/** All lines of one name. */
public final class RequestHeader {

    private final String name;
    private final String spelling;
    private List<String> values;

    RequestHeader(String name, String spelling, String value) {
        this.name = name;
        this.spelling = spelling;
        this.values = List.of(value);
    }

    void add(String value) {
        if (values.size() == 1) {
            values = new ArrayList<>(values);
        }
        values.add(value);
    }

    /** In lower case. */
    public String name() {
        return name;
    }

    /** As in the first of the lines. */
    public String spelling() {
        return spelling;
    }

    /** In order, at least one. */
    public List<String> values() {
        return values;
    }

    public String last() {
        return values.getLast();
    }

    /** With commas and no spaces, as format 2.0 has it. */
    public String joined() {
        return values.size() == 1 ? values.getFirst() : String.join(",", values);
    }
}
