package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every response. */
final class Responses {

    private Responses() {}

    /** Whether a server can write it as it is. */
    static void requireLegal(OutboundResponse response) {
        assertThat(response.status()).isBetween(200, 599);
        for (var line : response.headers()) {
            assertThat(line.name()).matches("[!#-'*+.^_`|~0-9A-Za-z-]+");
            assertThat(line.value()).matches("[\\t -~\\x80-\\xff]*");
        }
        assertThat(response.reasonPhrase().orElse("")).matches("[\\t -~\\x80-\\xff]*");
        assertThat(Sources.header(response, "Content-Type")).hasSizeLessThan(10);
        assertThat(Sources.header(response, "Transfer-Encoding")).isEmpty();
        assertThat(Sources.header(response, "Connection")).isEmpty();
        var lengths = Sources.header(response, "Content-Length");
        assertThat(lengths).hasSizeLessThan(2);
        if (response.body().length > 0 && !lengths.isEmpty()) {
            assertThat(lengths).containsExactly(Integer.toString(response.body().length));
        }
    }
}
