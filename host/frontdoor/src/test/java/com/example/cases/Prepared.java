package com.example.cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Leaves its event in one system property and answers what stands in another, one character for
 * each byte; without an answer it fails.
 */
public class Prepared implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        System.setProperty(
                "com.example.cases.event",
                new String(input.readAllBytes(), StandardCharsets.ISO_8859_1));
        var answer = System.getProperty("com.example.cases.answer");
        if (answer == null) {
            throw new IllegalStateException("boom");
        }
        output.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
}
