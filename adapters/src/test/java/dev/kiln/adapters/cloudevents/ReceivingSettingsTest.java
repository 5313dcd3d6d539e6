package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivingSettingsTest {

    @Test
    void takes_as_much_as_lambda_does_at_once() throws MalformedEventException {
        var settings = ReceivingSettings.read(_ -> Optional.empty());
        var most = Events.binary().body(new byte[6_291_456]).build();

        assertThat(settings).isEqualTo(new ReceivingSettings(true, false, 6_291_456));
        assertThat(new CloudEventRequests(settings).read(most).events()).hasSize(1);
    }

    @Test
    void a_body_has_room_for_base64_and_attributes() {
        assertThat(new ReceivingSettings(true, false, 3_000_000).maxBodyBytes())
                .isGreaterThan(4_000_000);
        assertThat(new ReceivingSettings(true, false, Integer.MAX_VALUE).maxBodyBytes())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"event-batches, yes", "klr, CLOUDEVENTS", "max-event-size, 0"})
    void a_value_that_cannot_be_meant_is_named(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(name, value))
                .withMessageContaining("'" + name + "' is '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({"event-bind-error-status, 404", "event-error-stack-trace, 1"})
    void so_is_one_for_answers(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AnswerSettings.read(
                                asked -> Optional.of(value).filter(_ -> asked.equals(name))))
                .withMessageContaining("'" + name + "' is '" + value + "'");
    }

    private static ReceivingSettings read(String name, String value) {
        return ReceivingSettings.read(asked -> Optional.of(value).filter(_ -> asked.equals(name)));
    }
}
