package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "hello.default.192.0.2.10.sslip.io, hello.default.192.0.2.10.sslip.io, hello, ''",
        "api.example.test:8443, api.example.test, api, 8443",
        "localhost:8080, localhost, localhost, 8080",
        "192.0.2.10:80, 192.0.2.10, orders, 80",
        "[2001:db8::1]:80, [2001:db8::1], orders, 80",
        "[2001:db8::1], [2001:db8::1], orders, ''",
        "'', '', orders, ''",
        "example.org:, example.org, example, ''",
        "example.org:123456, example.org, example, ''",
        "example.org:http, example.org, example, ''"
    })
    void the_first_label_is_the_prefix_unless_there_are_none(
            String host, String domainName, String prefix, String port) {
        assertThat(HostName.of(host, "orders")).isEqualTo(new HostName(domainName, prefix, port));
    }
}
