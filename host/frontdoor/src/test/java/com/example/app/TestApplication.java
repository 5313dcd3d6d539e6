package com.example.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kiln.frontdoor.HostApplication;
import dev.kiln.frontdoor.HostStart;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.HttpMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts in either order, slowly or not at all, as the environment says. */
public final class TestApplication implements HostApplication {

    @Override
    public void run(HostStart start, String[] args) throws Exception {
        var settings = start.early().settings();
        var variables = start.early().variables();
        if (variables.containsKey("TEST_FAILURE")) {
            throw new IllegalStateException(variables.get("TEST_FAILURE"));
        }
        if (variables.containsKey("TEST_SLOW")) {
            Thread.sleep(2000);
        }
        var joined = start.door().isOpen();
        if (!joined) {
            start.hosting()
                    .start(List.of(function("one"), function("two")))
                    .forEach(start.door()::add);
            start.door().open(DoorSettings.read(settings, start.early().onKnative()));
        }
        start.door().onClose(() -> System.out.println("application closed"));
        start.door()
                .adopt(exchange ->
                        HttpMapper.write(
                                Answers.of(
                                        200,
                                        "text/plain",
                                        List.of(),
                                        (joined ? "joined" : "opened").getBytes(US_ASCII)),
                                exchange));
        System.out.println("application started");
    }

    private static FunctionDefinition function(String name) {
        var values =
                Map.of(
                        "name", name,
                        "handler", "com.example.cases.Bytes",
                        "classes", "target/test-classes",
                        "payload-kind", "raw");
        return FunctionDefinition.read(
                new dev.kiln.frontdoor.config.Settings(
                        "kiln.functions." + name + ".",
                        setting -> Optional.ofNullable(values.get(setting)),
                        _ -> Map.of()));
    }
}
