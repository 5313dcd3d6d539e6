package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventWriterTest {

    @Test
    void numbers_go_out_as_they_are() {
        var data = "{\"a\":1.50,\"b\":1e400,\"c\":123456789012345678901234567890}";
        var event = Events.event(Sources.utf8(data), "datacontenttype", "application/json");

        assertThat(body(CloudEventWriter.binary(event))).isEqualTo(data);
        assertThat(body(CloudEventWriter.structured(event)))
                .isEqualTo(
                        Events.with(",\"datacontenttype\":\"application/json\",\"data\":" + data));
    }

    @Test
    void a_binary_message_says_json_where_the_event_means_it() {
        var json = CloudEventWriter.binary(Events.event(Sources.utf8("{\"a\":1}")));
        var bytes = CloudEventWriter.binary(Events.event(Sources.utf8("{\"a\":")));
        var nothing = CloudEventWriter.binary(Events.event(new byte[0]));

        assertThat(json.headers()).contains(new HeaderField("Content-Type", "application/json"));
        assertThat(bytes.headers()).extracting(HeaderField::name).doesNotContain("Content-Type");
        assertThat(nothing.headers()).extracting(HeaderField::name).doesNotContain("Content-Type");
    }

    @Test
    void no_value_ends_a_header_line() {
        var event = Events.event(new byte[0], "subject", "a\r\nb: c\0é");

        assertThat(CloudEventWriter.binary(event).headers())
                .contains(new HeaderField("ce-subject", "a%0D%0Ab:%20c%00%C3%A9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "A", "a\r\nx", "data", "data_base64", "", "é"})
    void a_name_that_cannot_be_is_refused(String name) {
        var event = Events.event(new byte[0], name, "x");

        assertThatIllegalArgumentException().isThrownBy(() -> CloudEventWriter.binary(event));
        assertThatIllegalArgumentException().isThrownBy(() -> CloudEventWriter.structured(event));
    }

    @Test
    void a_content_type_that_cannot_be_is_refused() {
        var event = Events.event(new byte[0], "datacontenttype", "a/b\r\nx: y");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudEventWriter.binary(event))
                .withMessageContaining("datacontenttype");
    }

    private static String body(OutboundMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }
}
