package com.example.knative;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams the first half of its answer at once and the second when the gate is open. */
public final class Halved implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        result.write("first half,".getBytes(StandardCharsets.UTF_8));
        result.flush();
        try {
            Gate.pass();
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException().initCause(e);
        }
        result.write("second half".getBytes(StandardCharsets.UTF_8));
    }
}
