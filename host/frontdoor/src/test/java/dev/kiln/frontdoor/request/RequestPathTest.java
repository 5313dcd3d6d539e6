package dev.kiln.frontdoor.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPathTest {

    @Test
    void is_what_stands_before_the_query() {
        assertThat(RequestPath.of("/a/b?c=/d?e")).isEqualTo("/a/b");
        assertThat(RequestPath.of("/pa2%Fth//1")).isEqualTo("/pa2%Fth//1");
        assertThat(RequestPath.of("http://host:1/a?b")).isEqualTo("/a");
        assertThat(RequestPath.of("http://host?b")).isEmpty();
        assertThat(RequestPath.of("*")).isEqualTo("*");
    }

    @Test
    void gives_its_first_segment_away() {
        assertThat(RequestPath.firstSegment("/orders/7")).isEqualTo("orders");
        assertThat(RequestPath.firstSegment("/orders")).isEqualTo("orders");
        assertThat(RequestPath.firstSegment("/")).isEmpty();
        assertThat(RequestPath.firstSegment("*")).isEmpty();
        assertThat(RequestPath.withoutFirstSegment("/orders/7?a=/b")).isEqualTo("/7?a=/b");
        assertThat(RequestPath.withoutFirstSegment("/orders?a=/b")).isEqualTo("/?a=/b");
        assertThat(RequestPath.withoutFirstSegment("/orders")).isEqualTo("/");
        assertThat(RequestPath.withoutFirstSegment("/orders/")).isEqualTo("/");
        assertThat(RequestPath.withoutFirstSegment("http://host/orders/7"))
                .isEqualTo("http://host/7");
    }

    @Test
    void knows_the_versions_of_the_api() {
        assertThat(RequestPath.isApi("/2015-03-31/functions")).isTrue();
        assertThat(RequestPath.isApi("/2015-03-31")).isFalse();
        assertThat(RequestPath.isApi("/2015-03-3x/functions")).isFalse();
        assertThat(RequestPath.isApi("/20/15")).isFalse();
    }
}
