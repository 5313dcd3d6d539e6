package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedTest {

    @Test
    void nodes_are_unquoted_and_keep_their_order_over_several_lines() {
        var forwarded =
                Forwarded.parse(
                        List.of(
                                "For=\"[2001:db8::1]:80\";host=\"a,b;c\";proto=https, by=x",
                                "for=10.1.2.3;proto=http"));

        assertThat(forwarded.nodes()).containsExactly("[2001:db8::1]:80", "", "10.1.2.3");
        assertThat(forwarded.proto()).isEqualTo("https");
    }

    @Test
    void nonsense_is_no_error() {
        var forwarded = Forwarded.parse(List.of("\"", ";;=,for", "proto=", "for=\""));

        assertThat(forwarded.proto()).isEmpty();
        assertThat(forwarded.nodes()).contains("\"");
    }
}
