package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Gives back what it got, byte for byte. */
public class EventBytes implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        var bytes = input.readAllBytes();
        Seen.input(new String(bytes, StandardCharsets.UTF_8), context);
        output.write(bytes);
    }
}
