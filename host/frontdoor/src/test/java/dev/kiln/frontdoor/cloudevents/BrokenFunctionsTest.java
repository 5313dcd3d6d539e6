package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events for functions that cannot be initialised. */
class BrokenFunctionsTest {

    private static final String REPAIRED = "com.example.cases.repaired";

    @AfterEach
    void clear() {
        System.clearProperty(REPAIRED);
    }

    @Test
    void one_that_may_be_initialised_at_another_time_is_unavailable() {
        try (var door = door("com.example.cases.Broken")) {
            var reply = send(door);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("retry-after")).isPresent();
            assertThat(reply.text()).contains("the database is not there");
        }
    }

    @Test
    void it_is_tried_again_with_the_next_event() {
        try (var door = door("com.example.cases.Broken")) {
            assertThat(send(door).status()).isEqualTo(503);

            System.setProperty(REPAIRED, "yes");

            assertThat(send(door).status()).isEqualTo(200);
        }
    }

    @Test
    void one_that_will_never_be_is_told_by_its_own_error() {
        try (var door = door("com.example.cases.Cases::nobody")) {
            var reply = send(door);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.text()).contains("\"errorMessage\"").contains("nobody");
        }
    }

    private static FrontDoor door(String handler) {
        return Doors.openReal(Doors.onAnyPort(), Map.of(), "handler", handler);
    }

    private static Reply send(FrontDoor door) {
        return Caller.HTTP_1_1.send(
                door.port(), "POST", "/", TestEvents.headers("1"), new byte[] {'1'});
    }
}
