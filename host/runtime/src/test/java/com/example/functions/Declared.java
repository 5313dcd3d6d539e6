package com.example.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Handlers of all shapes, for what their declarations say. */
public class Declared {

    public List<String> list(Map<String, Object> event) {
        return new ArrayList<>(event.keySet());
    }

    public void nothing(String event) {}

    public void write(OutputStream result) {}

    public void read(InputStream event) {}

    public <T extends Answer> T bound(String event) {
        throw new UnsupportedOperationException(event);
    }

    /** What a handler's declaration does not name itself. */
    public static class Answer implements Comparable<Answer> {
        @Override
        public int compareTo(Answer other) {
            return 0;
        }
    }

    /** A handler whose result type comes from a class above it. */
    public static class Inherited extends Template<Answer> {}

    /** Leaves the result type open. */
    public abstract static class Template<O> implements RequestHandler<String, O> {
        @Override
        public O handleRequest(String event, Context context) {
            throw new UnsupportedOperationException(event);
        }
    }

    /** Gives bytes. */
    public static class Stream implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream event, OutputStream result, Context context) {}
    }
}
