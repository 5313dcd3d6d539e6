package dev.kiln.runtime.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last 4 KB of an invocation's log. */
class LogTailTest {

    private static final int LIMIT = 4096;

    private final LogTail tail = new LogTail();

    @Test
    void what_fits_is_kept_whole() {
        append("first\n");
        append("second\n");

        assertThat(text()).isEqualTo("first\nsecond\n");
    }

    @Test
    void exactly_the_limit_fits() {
        append("é" + "x".repeat(LIMIT - 2));

        assertThat(text()).isEqualTo("é" + "x".repeat(LIMIT - 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100, 1000, 4095, 4096, 4097, 10_000, 100_000})
    void of_more_the_last_bytes_are_kept(int pieces) {
        var all = new StringBuilder();
        for (int i = 0; all.length() < 3 * LIMIT; i++) {
            var piece = (i + " ").repeat(pieces);
            all.append(piece);
            append(piece);
        }

        assertThat(text()).isEqualTo(all.substring(all.length() - LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "€", "😀"})
    void no_character_is_cut(String character) throws CharacterCodingException {
        for (int shift = 0; shift < 4; shift++) {
            var cut = new LogTail();
            var bytes = ("x".repeat(shift) + character.repeat(3000)).getBytes(UTF_8);
            for (var one : bytes) {
                cut.append(new byte[] {one}, 0, 1);
            }

            var kept = cut.bytes();

            assertThat(kept).hasSizeBetween(LIMIT - 3, LIMIT);
            assertThat(UTF_8.newDecoder().decode(ByteBuffer.wrap(kept)).toString())
                    .isEqualTo(character.repeat(kept.length / character.getBytes(UTF_8).length));
        }
    }

    @Test
    void bytes_that_are_no_text_are_not_eaten_up() {
        var bytes = new byte[2 * LIMIT];
        java.util.Arrays.fill(bytes, (byte) 0x80);

        tail.append(bytes, 0, bytes.length);

        assertThat(tail.bytes()).hasSize(LIMIT - 3);
    }

    @Test
    void whole_lines_begin_on_a_line_of_their_own() {
        append("open");
        tail.appendLines("line\n".getBytes(UTF_8));
        tail.appendLines("line\n".getBytes(UTF_8));

        assertThat(text()).isEqualTo("open\nline\nline\n");
    }

    @Test
    void any_sequence_of_writes_keeps_the_end_of_the_whole() {
        var random = RandomGenerator.of("L64X128MixRandom");
        var all = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            var piece = new byte[random.nextInt(i % 50 == 0 ? 3 * LIMIT : 200)];
            random.nextBytes(piece);
            for (int j = 0; j < piece.length; j++) {
                piece[j] &= 0x7F;
            }
            all.writeBytes(piece);
            tail.append(piece, 0, piece.length);

            var whole = all.toByteArray();
            var from = Math.max(0, whole.length - LIMIT);
            assertThat(tail.bytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(whole, from, whole.length));
        }
    }

    private void append(String text) {
        var bytes = text.getBytes(UTF_8);
        tail.append(bytes, 0, bytes.length);
    }

    private String text() {
        return new String(tail.bytes(), UTF_8);
    }
}
