package com.example.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Handlers of bytes. */
public class Streams {

    public void copy(InputStream event, OutputStream result) throws IOException {
        event.transferTo(result);
    }
}
