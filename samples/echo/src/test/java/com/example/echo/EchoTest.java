package com.example.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EchoTest {

    @Test
    void the_output_is_the_input_byte_for_byte() throws IOException {
        var event = "{ \"número\": 1.50,\n\"ß\": null }".getBytes(StandardCharsets.UTF_8);
        var output = new ByteArrayOutputStream();

        new Echo().handleRequest(new ByteArrayInputStream(event), output, null);

        assertArrayEquals(event, output.toByteArray());
    }
}
