package com.example.events;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Logs each event on a line of JSON, to see what arrives: {@code attributes}, and {@code data} as
 * text.
 */
public final class EventDisplay implements RequestStreamHandler {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        Map<String, Object> event = new TreeMap<>();
        ClientContext client = context.getClientContext();
        event.put("attributes", client == null ? Map.of() : new TreeMap<>(client.getCustom()));
        event.put("data", new String(input.readAllBytes(), StandardCharsets.UTF_8));
        context.getLogger().log(json.writeValueAsString(event) + "\n", LogLevel.INFO);
    }
}
