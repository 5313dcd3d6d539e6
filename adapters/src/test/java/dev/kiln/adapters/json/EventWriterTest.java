package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventWriterTest {

    @Test
    void nothing_is_escaped_that_need_not_be() {
        var event =
                new EventWriter()
                        .startObject()
                        .text("path", "/a/λ")
                        .text("body", Sources.utf8("</b> \"\\ \u0001\n\u007F λ \uD83D\uDE00"))
                        .nothing("n")
                        .flag("f", false)
                        .number("t", 1767225600123L)
                        .startArray("list")
                        .element("x")
                        .endArray()
                        .startObject("o")
                        .endObject()
                        .endObject()
                        .toBytes();

        assertThat(new String(event, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"path\":\"/a/λ\",\"body\":\"</b> \\\"\\\\ \\u0001\\n\u007F λ \uD83D\uDE00\","
                                + "\"n\":null,\"f\":false,\"t\":1767225600123,\"list\":[\"x\"],"
                                + "\"o\":{}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7_990, 8_000, 8_001, 100_000, 1_000_000})
    void bodies_of_any_length_come_through(int length) {
        var text = "é\"\n".repeat(length / 3) + "x".repeat(length % 3);

        var json =
                JsonText.parse(
                        new EventWriter()
                                .startObject()
                                .text("text", Sources.utf8(text))
                                .base64("bytes", Sources.utf8(text))
                                .endObject()
                                .toBytes());

        assertThat(JsonText.at(json, "text")).isEqualTo(text);
        assertThat(JsonText.at(json, "bytes"))
                .isEqualTo(Base64.getEncoder().encodeToString(Sources.utf8(text)));
    }

    @Test
    void a_lone_surrogate_does_not_break_the_event() {
        var json = new EventWriter().startObject().text("a", "x\uD800y").endObject().toBytes();

        assertThat(JsonText.object(json)).containsKey("a");
    }
}
