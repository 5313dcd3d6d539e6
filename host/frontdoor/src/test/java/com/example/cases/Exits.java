package com.example.cases;

import java.util.Map;

/** Ends the process in a way that no call site shows. */
public class Exits {

    public Object handle(Map<String, Object> event) throws ReflectiveOperationException {
        return System.class.getMethod("exit", int.class).invoke(null, 3);
    }
}
