package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

    @Test
    void keys_keep_the_order_of_their_first_appearance() {
        var parameters = QueryParameters.formDecoded("b=1&a=2&b=3");

        assertThat(parameters.keySet()).containsExactly("b", "a");
        assertThat(parameters).containsEntry("b", List.of("1", "3"));
    }

    @Test
    void only_the_first_equals_sign_and_ampersands_separate() {
        var parameters = QueryParameters.formDecoded("&&a=b=c&bare&empty=&=value&x;y|z=1&");

        assertThat(parameters)
                .containsOnlyKeys("a", "bare", "empty", "", "x;y|z")
                .containsEntry("a", List.of("b=c"))
                .containsEntry("bare", List.of(""))
                .containsEntry("empty", List.of(""))
                .containsEntry("", List.of("value"));
    }

    @Test
    void keys_are_decoded_before_they_are_compared_and_are_case_sensitive() {
        var parameters = QueryParameters.formDecoded("a%20b=1&a+b=2&A+b=3");

        assertThat(parameters).containsOnlyKeys("a b", "A b");
        assertThat(parameters).containsEntry("a b", List.of("1", "2"));
    }

    @Test
    void a_query_without_content_has_no_parameters() {
        assertThat(QueryParameters.formDecoded("")).isEmpty();
        assertThat(QueryParameters.formDecoded("&&&")).isEmpty();
    }
}
