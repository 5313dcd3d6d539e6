package com.example.broken;

/** Wants a variable that nobody sets. */
public class Unset {

    private static final String TABLE = table();

    private static String table() {
        var table = System.getenv("TABLE");
        if (table == null) {
            throw new IllegalStateException("TABLE is not set");
        }
        return table;
    }

    public String handle(String event) {
        return TABLE + event;
    }
}
