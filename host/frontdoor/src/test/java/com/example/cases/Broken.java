package com.example.cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be made as long as the file that it asks for is not there. */
public class Broken implements RequestHandler<String, String> {

    public Broken() {
        if (System.getProperty("com.example.cases.repaired") == null) {
            throw new IllegalStateException("the database is not there");
        }
    }

    @Override
    public String handleRequest(String input, Context context) {
        return input;
    }
}
