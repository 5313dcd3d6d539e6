package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @Test
    void a_path_is_split_at_the_first_question_mark_and_left_alone() {
        assertThat(RequestTarget.parse("//pa2%Fth//a/?x=1?y"))
                .contains(new RequestTarget("//pa2%Fth//a/", "x=1?y", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org:8080/a?b, /a, b, example.org:8080",
        "https://example.org, /, '', example.org",
        "http://example.org?b=1, /, b=1, example.org",
        "http://user:secret@example.org/x, /x, '', example.org"
    })
    void a_url_is_reduced_to_path_and_query_and_names_the_host(
            String target, String path, String query, String authority) {
        assertThat(RequestTarget.parse(target))
                .contains(new RequestTarget(path, query, Optional.of(authority)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "example.org:443", "?a=b", "relative/path", "://x/"})
    void what_names_no_resource_is_no_target(String target) {
        assertThat(RequestTarget.parse(target)).isEmpty();
    }
}
