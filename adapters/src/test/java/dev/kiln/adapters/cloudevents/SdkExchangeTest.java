package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudEvents' own library understands what is written here, and is understood. */
class SdkExchangeTest {

    private static final byte[] BYTES = {0, (byte) 0xFF, (byte) 0xC0, '"', '\n'};

    @ParameterizedTest
    @MethodSource("fromSdk")
    void reads_what_the_sdk_writes(io.cloudevents.CloudEvent event) throws MalformedEventException {
        for (var request : List.of(Sdk.binary(event), Sdk.structured(event))) {
            requireEqual(read(request), event);
        }
    }

    static Stream<io.cloudevents.CloudEvent> fromSdk() {
        var full =
                CloudEventBuilder.v1()
                        .withId("A234-1234-1234")
                        .withSource(URI.create("https://github.com/cloudevents/spec/pull#x?y=1"))
                        .withType("com.example.someevent")
                        .withSubject("larger/context")
                        .withTime(OffsetDateTime.parse("2018-04-05T17:31:00.123456789+02:00"))
                        .withDataSchema(URI.create("https://example.com/schema"))
                        .withExtension("number", 42)
                        .withExtension("flag", true)
                        .withExtension("text", "a-b_c;d=e,f")
                        .withExtension("link", URI.create("/a/b"));
        return Stream.of(
                full.build(),
                full.withData("application/json", Sources.utf8("{\"a\":[1,\"x\"]}")).build(),
                full.withData("application/json", Sources.utf8("\"é\\n\"")).build(),
                full.withData("text/plain; charset=utf-8", Sources.utf8("Grüße \"x\"\n")).build(),
                full.withData("application/xml", Sources.utf8("<a b=\"c\"/>")).build(),
                full.withData("application/octet-stream", BYTES).build());
    }

    @ParameterizedTest
    @MethodSource("toSdk")
    void writes_what_the_sdk_reads(CloudEvent event) {
        for (var message :
                List.of(CloudEventWriter.binary(event), CloudEventWriter.structured(event))) {
            requireEqual(event, Sdk.read(message));
        }
    }

    @ParameterizedTest
    @MethodSource("toSdk")
    void reads_what_it_writes(CloudEvent event) throws MalformedEventException {
        for (var message :
                List.of(CloudEventWriter.binary(event), CloudEventWriter.structured(event))) {
            var request = Requests.post("/").body(message.body());
            message.headers().forEach(line -> request.header(line.name(), line.value()));
            var read = read(request);

            assertThat(read.data()).isEqualTo(event.data());
            assertThat(read.attributes()).isEqualTo(event.attributes());
        }
    }

    static Stream<CloudEvent> toSdk() {
        return Stream.of(
                Events.event(new byte[0], "subject", "s", "time", "2018-04-05T17:31:10Z"),
                Events.event(new byte[0], "datacontenttype", "application/json"),
                json("{\"a\":[1,\"x\"]}"),
                json("\"é\\n\""),
                json("null"),
                json("[1,2]"),
                Events.event(BYTES, "datacontenttype", "application/json"),
                Events.event(BYTES, "datacontenttype", "application/octet-stream"),
                Events.event(BYTES, "datacontenttype", "text/plain"),
                text("text/plain", "Grüße \"x\"\n"),
                text("text/html;charset=UTF-8", "<p>é</p>"),
                text("text/plain; charset=utf-16", "as bytes"),
                text("application/xml", "<a/>"));
    }

    private static CloudEvent json(String json) {
        return Events.event(
                Sources.utf8(json), "datacontenttype", "application/json", "anextension", "x");
    }

    private static CloudEvent text(String type, String text) {
        return Events.event(Sources.utf8(text), "datacontenttype", type);
    }

    private static CloudEvent read(Requests request) throws MalformedEventException {
        assertThat(CloudEventRequests.isEvent("POST", request.build().headers())).isTrue();
        return Events.read(request);
    }

    private static void requireEqual(CloudEvent ours, io.cloudevents.CloudEvent theirs) {
        for (var name : theirs.getAttributeNames()) {
            assertThat(ours.attribute(name)).as(name).isEqualTo(Sdk.attribute(theirs, name));
        }
        for (var name : theirs.getExtensionNames()) {
            assertThat(ours.attribute(name)).as(name).isEqualTo(Sdk.attribute(theirs, name));
        }
        assertThat(ours.attributes())
                .hasSize(theirs.getAttributeNames().size() + theirs.getExtensionNames().size());
        assertThat(ours.data()).isEqualTo(Sdk.data(theirs));
    }
}
