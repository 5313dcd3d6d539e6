package com.example.knative;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says that its event has come, and answers it when the gate is open. */
public final class Gated implements RequestStreamHandler, AutoCloseable {

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        var bytes = event.readAllBytes();
        System.out.println("arrived " + new String(bytes, StandardCharsets.UTF_8));
        try {
            Gate.pass();
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException().initCause(e);
        }
        result.write(bytes);
    }

    @Override
    public void close() {
        System.out.println("a handler was closed");
    }
}
