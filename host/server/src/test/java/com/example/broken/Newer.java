package com.example.broken;

/** A handler; where it is deployed its class file says that it is of a newer Java. */
public final class Newer {

    public String handle(String input) {
        return input;
    }
}
