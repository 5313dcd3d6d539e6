package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official SDKs of CloudEvents send events, and read the replies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudEventSendersIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static final CloudEvent EVENT =
            CloudEventBuilder.v1()
                    .withId("java-1")
                    .withSource(URI.create("/shop/tea"))
                    .withType("com.example.order")
                    // This SDK writes what it is given into headers, where some clients take ASCII
                    // only.
                    .withSubject("tea for two")
                    .withTime(OffsetDateTime.parse("2026-03-01T12:30:15Z"))
                    .withExtension("comexampletag", "a b")
                    .withExtension("comexamplecount", 3)
                    .withData(
                            "application/json",
                            "{\"item\":\"tea\",\"price\":12.50}".getBytes(StandardCharsets.UTF_8))
                    .build();

    private final HttpClient client = HttpClient.newHttpClient();
    private KilnProcess kiln;

    @BeforeAll
    void start() throws Exception {
        kiln = EventHost.start(Map.of("KILN_REPLY_TYPE", "com.example.told"));
    }

    @AfterAll
    void stop() {
        client.close();
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void the_java_sdk_sends_in_binary_mode_and_reads_the_reply() throws Exception {
        assertTold(reply(request(writer -> writer.writeBinary(EVENT))));
    }

    @Test
    void the_java_sdk_sends_in_structured_mode_and_reads_the_reply() throws Exception {
        assertTold(reply(request(writer -> writer.writeStructured(EVENT, new JsonFormat()))));
    }

    @Test
    void a_redelivery_gets_a_reply_of_the_same_identity() throws Exception {
        var request = request(writer -> writer.writeBinary(EVENT));

        var first = reply(request);
        var second = reply(request);

        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(second.getSource()).isEqualTo(first.getSource());
    }

    @Test
    void the_python_sdk_sends_in_both_modes_and_reads_the_replies() throws Exception {
        var python = Python.with("cloudevents");

        var run =
                Shell.run(
                        Path.of("src/test/resources/cloudevents"),
                        Map.of("PYTHONIOENCODING", "utf-8"),
                        List.of(python, "send.py", kiln.url()));

        assertThat(run.status()).as(run.out()).isZero();
        var replies = run.out().strip().lines().map(JSON::readTree).toList();
        assertThat(replies)
                .extracting(it -> it.get("mode").asString())
                .containsExactly("to_binary", "to_structured");
        for (var reply : replies) {
            assertThat(reply.get("status").asInt()).isEqualTo(200);
            assertThat(reply.get("type").asString()).isEqualTo("com.example.told");
            var told = reply.get("data");
            assertThat(told.get("data"))
                    .isEqualTo(JSON.readTree("{\"item\":\"tea\",\"price\":12.5}"));
            assertThat(told.get("custom").get("id").asString()).isEqualTo("python-1");
            assertThat(told.get("custom").get("source").asString()).isEqualTo("/shop/käse");
            assertThat(told.get("custom").get("subject").asString()).isEqualTo("50% \"off\" €");
            assertThat(told.get("custom").get("comexampletag").asString()).isEqualTo("a b");
            assertThat(OffsetDateTime.parse(told.get("custom").get("time").asString()))
                    .isEqualTo(OffsetDateTime.parse("2026-03-01T12:30:15Z"));
        }
    }

    private HttpRequest.Builder request(Consumer<MessageWriter<?, ?>> content) {
        var request = HttpRequest.newBuilder(URI.create(kiln.url()));
        content.accept(
                HttpMessageFactory.createWriter(
                        request::header,
                        body -> request.POST(HttpRequest.BodyPublishers.ofByteArray(body))));
        return request;
    }

    private CloudEvent reply(HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        MessageReader reader =
                HttpMessageFactory.createReaderFromMultimap(answer.headers().map(), answer.body());
        return reader.toEvent();
    }

    private static void assertTold(CloudEvent reply) {
        assertThat(reply.getType()).isEqualTo("com.example.told");
        assertThat(reply.getDataContentType()).isEqualTo("application/json");
        JsonNode told = JSON.readTree(reply.getData().toBytes());
        assertThat(told.get("data").get("item").asString()).isEqualTo("tea");
        var custom = told.get("custom");
        assertThat(custom.get("id").asString()).isEqualTo("java-1");
        assertThat(custom.get("source").asString()).isEqualTo("/shop/tea");
        assertThat(custom.get("type").asString()).isEqualTo("com.example.order");
        assertThat(custom.get("subject").asString()).isEqualTo("tea for two");
        assertThat(custom.get("comexampletag").asString()).isEqualTo("a b");
        assertThat(custom.get("comexamplecount").asString()).isEqualTo("3");
    }
}
