package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.GatewaySettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(GatewaySettings.defaults().trustedProxies());

    @ParameterizedTest(name = "{0} from {1} is {2}")
    @CsvSource({
        "'', 203.0.113.9, 203.0.113.9",
        "'', 127.0.0.1, 127.0.0.1",
        "203.0.113.7, 127.0.0.1, 203.0.113.7",
        "'203.0.113.7, 10.1.2.3', 127.0.0.1, 203.0.113.7",
        "'198.51.100.1, 203.0.113.7, 172.31.0.1', 192.168.0.1, 203.0.113.7",
        "'198.51.100.1', 203.0.113.9, 203.0.113.9",
        "'10.0.0.1, 10.0.0.2', 10.0.0.3, 10.0.0.1",
        "'203.0.113.7:4711', 10.0.0.3, 203.0.113.7",
        "'[2001:db8::1]:4711', ::1, 2001:db8::1",
        "'2001:db8::1', fe80::1%eth0, 2001:db8::1",
        "'fd00::5', 169.254.1.1, fd00::5",
        "'203.0.113.7', ::ffff:10.0.0.1, 203.0.113.7",
        "'172.32.0.1', 10.0.0.3, 172.32.0.1"
    })
    void the_client_is_the_nearest_address_that_is_no_trusted_proxy(
            String nodes, String peer, String client) {
        assertThat(proxies.client(List.of(nodes.split(",", -1)), peer)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1..2.3",
                "10",
                "0x7f.1.1.1",
                "[::1",
                ":::1",
                "1.2.3.4444"
            })
    void a_node_that_is_no_address_hides_what_is_behind_it(String node) {
        assertThat(proxies.client(List.of("203.0.113.7", node, "10.0.0.2"), "127.0.0.1"))
                .isEqualTo("10.0.0.2");
    }

    @Test
    void single_addresses_and_odd_prefixes_can_be_trusted() {
        var some = new TrustedProxies(List.of("203.0.113.9", "198.51.100.128/25", "::/0"));

        assertThat(some.client(List.of("1.1.1.1", "198.51.100.200"), "203.0.113.9"))
                .isEqualTo("1.1.1.1");
        assertThat(some.client(List.of("1.1.1.1", "198.51.100.100"), "203.0.113.9"))
                .isEqualTo("198.51.100.100");
        assertThat(some.client(List.of("1.1.1.1"), "2001:db8::7")).isEqualTo("1.1.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.local", "::1/129"})
    void a_block_that_is_none_is_named(String block) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(block)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trusted-proxies")
                .hasMessageContaining(block);
    }
}
