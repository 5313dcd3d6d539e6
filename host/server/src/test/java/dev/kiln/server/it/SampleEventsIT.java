package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples' functions for events get what the curl lines of the start message send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleEventsIT {

    private KilnProcess kiln;
    private String startMessage;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(Shell.has("curl"), "curl is not installed");
        kiln =
                KilnProcess.start(
                        KilnProcess.REPOSITORY, Map.of(), "--kiln.config=samples/kiln.yaml");
        startMessage = kiln.awaitStart();
    }

    @AfterAll
    void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("events-sqs", "Message AE9AF1C2B3D4E5F-0000000000000001 orders 2 of tea"),
                arguments("events-sns", "alarms: Cellar is warm (Alarm) with []"),
                arguments("events-s3", "ObjectCreated:Put: s3://menus/café menu.pdf, 1024 bytes"),
                arguments("events-kinesis", "cellar: 7.5 °C"),
                arguments("events-dynamodb", "MODIFY {item={S: tea,}}: [stock]"),
                arguments("events-kafka", "orders[0]@15: tea = grün [trace:abc,"),
                arguments(
                        "events-rabbitmq",
                        "jobs::/ 5f2b6c1e-0d3a-4b8e-9c7f-1a2b3c4d5e6f: print the menu"),
                arguments(
                        "events-display",
                        "\"data\":\"{\\\"item\\\":\\\"tea\\\",\\\"quantity\\\":2}"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void an_event_is_taken_and_not_answered(String function, String logged) throws Exception {
        var answer = send(function);

        assertThat(answer).startsWith("HTTP/1.1 202 ").endsWith("\r\n\r\n");
        kiln.awaitLine(line -> line.contains(logged));
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                arguments(
                        "events-orders",
                        "com.example.order.confirmed",
                        "\\{\"order\":\"42\",\"item\":\"tea\",\"quantity\":2,\"confirmed\":true}"),
                arguments(
                        "events-retries",
                        "com.example.attempt.succeeded",
                        "\\{\"attempt\":[0-9]+}"),
                arguments("issue-invoice", "com.example.invoice.issued", "2 × tea: 7.00 EUR"));
    }

    @ParameterizedTest
    @MethodSource("answered")
    void an_event_is_answered_with_an_event(String function, String type, String data)
            throws Exception {
        var answer = send(function);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nce-specversion: 1.0\r\n")
                .containsIgnoringCase("\r\nce-type: " + type + "\r\n");
        assertThat(answer.split("\r\n\r\n", 2)[1]).matches(data);
    }

    @Test
    void a_tick_of_a_ping_source_is_a_scheduled_event() throws Exception {
        send("events-eventbridge");

        kiln.awaitLine(line ->
                line.contains("Scheduled Event from aws.events at 2026-01-02T03:04:05")
                        && line.contains(
                                "about [/apis/v1/namespaces/default/pingsources/nightly]"
                                        + " with [report]"));
    }

    private String send(String function) throws Exception {
        var curl =
                startMessage
                        .lines()
                        .map(String::strip)
                        .filter(line ->
                                line.startsWith("curl ") && line.endsWith("/" + function + "'"))
                        .findFirst()
                        .orElseThrow();
        var answer =
                Shell.run(
                        KilnProcess.REPOSITORY,
                        Map.of(),
                        List.of("sh", "-c", curl.replaceFirst("curl ", "curl -sS ")));
        assertThat(answer.status()).as(answer.out()).isZero();
        return answer.out();
    }
}
