package dev.kiln.runtime.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {

    private final ServiceTime time = new ServiceTime();

    @Test
    void of_a_function_that_is_not_known_may_be_long() {
        assertThat(time.isShort()).isFalse();
    }

    @Test
    void follows_what_came_last() {
        repeat(1, TimeUnit.MICROSECONDS.toNanos(10));
        assertThat(time.isShort()).isTrue();

        repeat(1, TimeUnit.SECONDS.toNanos(1));
        assertThat(time.isShort()).isFalse();

        repeat(200, TimeUnit.MICROSECONDS.toNanos(10));
        assertThat(time.isShort()).isTrue();
    }

    private void repeat(int times, long nanos) {
        for (var i = 0; i < times; i++) {
            time.add(nanos);
        }
    }
}
