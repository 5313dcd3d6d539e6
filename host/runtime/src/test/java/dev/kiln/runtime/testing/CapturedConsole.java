package dev.kiln.runtime.testing;

import dev.kiln.runtime.logging.Console;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A console whose bytes a test can read. */
public final class CapturedConsole {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(out, err);

    public Console console() {
        return console;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
