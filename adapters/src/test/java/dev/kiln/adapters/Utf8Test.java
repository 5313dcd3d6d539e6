package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @Test
    void text_of_any_script_is_valid() {
        assertThat(Utf8.isValid("aé€\uD83D\uDE00\u0000\uFFFD".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(Utf8.isValid(new byte[0])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "c1bf",
                "c3",
                "e0a0",
                "e080af",
                "eda080",
                "edbfbf",
                "f08080af",
                "f48fbf",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "61ff62",
                "c328",
                "e28228"
            })
    void bytes_that_would_be_lost_in_decoding_are_not(String hex) {
        assertThat(Utf8.isValid(HexFormat.of().parseHex(hex))).isFalse();
    }

    @Test
    void it_agrees_with_the_decoder_of_the_jdk() {
        var random = new Random(42);
        var bytes = new byte[4];
        for (var i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            bytes[0] |= (byte) 0xC0; // most of the others are invalid at the first byte

            assertThat(Utf8.isValid(bytes)).isEqualTo(isDecodable(bytes));
            var text = amongAscii(bytes, random.nextInt(20), random.nextInt(20));
            assertThat(Utf8.isValid(text)).isEqualTo(isDecodable(text));
        }
    }

    private static byte[] amongAscii(byte[] bytes, int before, int behind) {
        var text = new byte[before + bytes.length + behind];
        Arrays.fill(text, (byte) 'a');
        System.arraycopy(bytes, 0, text, before, bytes.length);
        return text;
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
