package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdSourceTest {

    @Test
    void a_uuid_is_random_and_says_so() {
        var uuid = UUID.fromString(new IdSource(() -> -1).uuid());

        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid).hasToString("ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    @Test
    void ids_have_the_forms_that_gateways_give_them() {
        var ids = Sources.countingIds();

        assertThat(new IdSource(() -> -1).gatewayId()).isEqualTo("_".repeat(15) + "=");
        assertThat(ids.gatewayId()).matches("[A-Za-z0-9_-]{15}=");
        assertThat(ids.segmentId()).matches("[0-9a-f]{16}");
        assertThat(ids.traceRoot(Instant.ofEpochSecond(0x1a2b3c4dL)))
                .matches("1-1a2b3c4d-[0-9a-f]{24}");
    }

    @Test
    void no_id_occurs_twice() {
        var ids = IdSource.random();
        var seen = new HashSet<String>();
        for (var i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.uuid())).isTrue();
            assertThat(seen.add(ids.gatewayId())).isTrue();
            assertThat(seen.add(ids.segmentId())).isTrue();
        }
    }
}
