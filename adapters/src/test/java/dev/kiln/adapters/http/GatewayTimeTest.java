package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GatewayTimeTest {

    @Test
    void times_are_utc_with_english_months_to_the_second() {
        assertThat(GatewayTime.of(Instant.parse("2026-03-07T08:09:05.999Z")))
                .isEqualTo("07/Mar/2026:08:09:05 +0000");
    }

    @Test
    void every_month_is_written_as_the_pattern_says() {
        var pattern = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
        for (var month = 1; month <= 12; month++) {
            var time = Instant.parse("2024-%02d-29T23:59:59Z".formatted(month));

            assertThat(GatewayTime.of(time))
                    .isEqualTo(pattern.format(time.atOffset(ZoneOffset.UTC)));
        }
    }
}
