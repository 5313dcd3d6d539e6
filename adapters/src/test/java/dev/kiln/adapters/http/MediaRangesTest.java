package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaRangesTest {

    @Test
    void an_entry_covers_itself_or_all_subtypes() {
        var ranges = new MediaRanges(List.of("Image/PNG", "application/*", "*/test"));

        assertThat(ranges.cover("image/png")).isTrue();
        assertThat(ranges.cover("application/zip")).isTrue();
        assertThat(ranges.cover("image/jpeg")).isFalse();
        assertThat(ranges.cover("image/png/more")).isFalse();
        assertThat(ranges.cover("image/*")).isFalse();
        assertThat(ranges.cover("*/*")).isFalse();
        assertThat(ranges.cover("a/test")).isFalse();
        assertThat(ranges.cover("")).isFalse();
        assertThat(ranges.cover("applicationx/zip")).isFalse();
    }

    @Test
    void the_entry_for_all_covers_even_a_missing_type() {
        assertThat(new MediaRanges(List.of("a/b", "*/*")).cover("")).isTrue();
        assertThat(new MediaRanges(List.of()).cover("*/*")).isFalse();
    }
}
