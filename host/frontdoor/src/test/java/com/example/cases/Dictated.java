package com.example.cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;

/**
 * Writes what a test dictates, piece by piece: byte arrays that it finds in a queue among the
 * system properties. An empty one is the end; the text {@code throw} fails.
 */
public class Dictated implements RequestStreamHandler {

    public static final String QUEUE = "test.dictated";

    @Override
    @SuppressWarnings("unchecked")
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        var pieces = (BlockingQueue<byte[]>) System.getProperties().get(QUEUE);
        try {
            for (var piece = pieces.take(); piece.length > 0; piece = pieces.take()) {
                if (new String(piece, StandardCharsets.UTF_8).equals("throw")) {
                    throw new IllegalStateException("the function's own words");
                }
                output.write(piece);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
