package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Sources;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

    private static final String ROOT = "Root=1-3152b799-8954dae64eda91bc9a23a7e8";

    @Test
    void a_header_with_root_and_parent_is_kept_as_it_is() {
        var arrived = ROOT + ";Parent=7fa8c0f79203be72;Sampled=1;Lineage=a87bd80c:0";

        assertThat(traceHeader("X-Amzn-Trace-Id", arrived)).isEqualTo(arrived);
    }

    @Test
    void a_bare_root_gets_a_parent() {
        assertThat(traceHeader("x-amzn-trace-id", ROOT))
                .matches(ROOT + ";Parent=[0-9a-f]{16};Sampled=0");
    }

    @Test
    void what_stands_beside_a_bare_root_is_kept() {
        assertThat(traceHeader("x-amzn-trace-id", "Self=1-2-3; " + ROOT + ";Sampled=1"))
                .matches(ROOT + ";Parent=[0-9a-f]{16};Self=1-2-3;Sampled=1");
    }

    @ParameterizedTest
    @CsvSource({
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, 0",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-more, 1"
    })
    void a_w3c_trace_is_continued(String traceparent, String sampled) {
        assertThat(traceHeader("traceparent", traceparent))
                .isEqualTo(
                        "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled="
                                + sampled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void an_invalid_w3c_trace_is_replaced_by_a_new_one(String traceparent) {
        assertThat(traceHeader("traceparent", traceparent)).matches(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Root=", "Parent=7fa8c0f79203be72", "nonsense;;="})
    void a_header_without_a_root_is_replaced_by_a_new_one(String arrived) {
        assertThat(traceHeader("x-amzn-trace-id", arrived)).matches(NEW);
    }

    // 0x69abd3a1 is the second in which the request came.
    private static final String NEW = "Root=1-69abd3a1-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0";

    private static String traceHeader(String name, String value) {
        var headers = new ArrayList<HeaderField>();
        headers.add(new HeaderField(name, value));
        return TraceHeader.of(headers, Sources.countingIds(), Instant.ofEpochSecond(0x69abd3a1L));
    }
}
