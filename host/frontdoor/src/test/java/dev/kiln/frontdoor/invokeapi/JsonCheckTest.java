package dev.kiln.frontdoor.invokeapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jackson 2 is the judge: its words are those of Lambda's service. */
class JsonCheckTest {

    private static final ObjectMapper JUDGE =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void knows_json_from_what_is_not_in_its_judges_words() {
        var documents =
                List.of(
                        "{}",
                        " [1, 2.50e3, \"a\", null, true]\n",
                        "\"text\"",
                        "\uFEFF{}",
                        "",
                        "   ",
                        "hello",
                        "'a'",
                        "nul",
                        "truex",
                        "01",
                        "1x",
                        "-",
                        "1e",
                        "NaN",
                        "{\"a\":1}{}",
                        "{\"a\":1}x",
                        "\"😀\" 1",
                        "{",
                        "[1,2",
                        "{\"a\"",
                        "{\"a\":",
                        "{\"a\":1",
                        "{\"a\" 1}",
                        "{a:1}",
                        "{\"a\":1,}",
                        "[1,]",
                        "[1 2]",
                        "[1}",
                        "\n\n {\r\n\"a\": [ }",
                        "{\"é€\": \"é€\" x",
                        "\"abc",
                        "\"\\q\"",
                        "\"\\u12\"",
                        "\"a\u0001\"",
                        "// comment\n1");

        assertThat(documents)
                .allSatisfy(text ->
                        assertThat(JsonCheck.problemWith(text.getBytes(UTF_8)))
                                .isEqualTo(judged(text.getBytes(UTF_8))));
    }

    @Test
    void has_its_judges_limits() {
        var documents =
                List.of(
                        "[".repeat(1001) + "]".repeat(1001),
                        "[".repeat(10_000),
                        "9".repeat(1001),
                        "1." + "9".repeat(1001),
                        "{\"" + "k".repeat(1_000_000) + "\":1}",
                        "\"" + "s".repeat(1_000_000) + "\"",
                        "1e999999999");

        assertThat(documents)
                .allSatisfy(text ->
                        assertThat(JsonCheck.problemWith(text.getBytes(UTF_8)))
                                .isEqualTo(judged(text.getBytes(UTF_8))));
    }

    @Test
    void says_what_its_judge_says_of_damaged_documents() {
        var random = new Random(20_261_121);
        var whole =
                """
                {"id": 17, "price": 4.50, "tags": ["x", "été", "😀\\u00e9"],
                 "nested": {"a": {"b": [true, false, null, {}, []]}}, "text": "line\\nbreak"}
                """;

        for (var i = 0; i < 5000; i++) {
            var damaged = damaged(whole.getBytes(UTF_8), random);
            assertThat(JsonCheck.problemWith(damaged))
                    .as("%s", new String(damaged, UTF_8))
                    .isEqualTo(judged(damaged));
        }
    }

    /** Cuts the document short, or changes up to three bytes. */
    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            return java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        var copy = whole.clone();
        for (var i = 0; i <= random.nextInt(3); i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static Optional<String> judged(byte[] json) {
        try {
            var _ = JUDGE.readValue(json, JsonNode.class);
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
