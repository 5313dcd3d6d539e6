package com.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a function sees of its environment, and what a process sees that it starts. */
public class Children {

    /** Variables by name, of the function itself and of a child. */
    public Map<String, Map<String, String>> variables(Object event) {
        return Map.of("own", new TreeMap<>(System.getenv()), "child", ofChild());
    }

    /** Its default locale, and the name of a file that it has made. */
    public String language(Object event) throws IOException {
        var file = Files.createTempFile("Grüezi", ".txt");
        Files.delete(file);
        return Locale.getDefault() + " " + file.getFileName();
    }

    private static Map<String, String> ofChild() {
        try {
            var process = new ProcessBuilder("/usr/bin/env").redirectErrorStream(true).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var variables = new TreeMap<String, String>();
            output.lines()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> variables.put(pair[0], pair[1]));
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
