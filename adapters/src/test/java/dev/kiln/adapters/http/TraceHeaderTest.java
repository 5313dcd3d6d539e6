package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Sources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1, 0af76519-16cd43dd8448eb211c80319c, 1",
        "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-d, 0af76519-16cd43dd8448eb211c80319c, 1",
        "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0, 0af76519-16cd43dd8448eb211c80319c, 0",
        "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331, 0af76519-16cd43dd8448eb211c80319c, 0",
        "8448eb211c80319c-b7ad6b7169203331-1-05e3ac9a4f6e3b90, 00000000-000000008448eb211c80319c, 1"
    })
    void a_b3_trace_is_continued(String b3, String root, String sampled) {
        assertThat(traceHeader("b3", b3))
                .isEqualTo("Root=1-" + root + ";Parent=b7ad6b7169203331;Sampled=" + sampled);
    }

    @Test
    void a_b3_trace_may_stand_in_several_headers() {
        var headers =
                List.of(
                        new HeaderField("X-B3-TraceId", "0af7651916cd43dd8448eb211c80319c"),
                        new HeaderField("X-B3-SpanId", "b7ad6b7169203331"),
                        new HeaderField("X-B3-Sampled", "1"));

        assertThat(TraceHeader.of(headers, Sources.countingIds(), Instant.EPOCH))
                .isEqualTo(
                        "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-", "x-y-1", "8448eb211c80319c", "8448eb211c80319c-0-1"})
    void a_b3_header_without_ids_is_replaced_by_a_new_trace(String b3) {
        assertThat(traceHeader("b3", b3)).matches(NEW);
    }

    @Test
    void awss_header_goes_before_w3cs_and_that_before_b3s() {
        var headers = new ArrayList<HeaderField>();
        headers.add(new HeaderField("b3", "8448eb211c80319c-b7ad6b7169203331-1"));
        headers.add(
                new HeaderField(
                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01"));

        assertThat(TraceHeader.of(headers, Sources.countingIds(), Instant.EPOCH))
                .contains("Parent=b7ad6b7169203332");

        headers.add(new HeaderField("X-Amzn-Trace-Id", ROOT + ";Parent=7fa8c0f79203be72"));

        assertThat(TraceHeader.of(headers, Sources.countingIds(), Instant.EPOCH))
                .contains("Parent=7fa8c0f79203be72");
    }

    @Test
    void a_span_stands_in_the_place_of_the_callers_and_what_is_beside_it_stays() {
        var arrived = ROOT + ";Parent=7fa8c0f79203be72;Sampled=0;Lineage=a87bd80c:0";
        var headers = List.of(new HeaderField("X-Amzn-Trace-Id", arrived));

        assertThat(
                        TraceHeader.of(
                                headers,
                                "3152b7998954dae64eda91bc9a23a7e8",
                                "b7ad6b7169203331",
                                true))
                .isEqualTo(ROOT + ";Parent=b7ad6b7169203331;Sampled=1;Lineage=a87bd80c:0");
    }

    // 0x69abd3a1 is the second in which the request came.
    private static final String NEW = "Root=1-69abd3a1-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0";

    private static String traceHeader(String name, String value) {
        var headers = new ArrayList<HeaderField>();
        headers.add(new HeaderField(name, value));
        return TraceHeader.of(headers, Sources.countingIds(), Instant.ofEpochSecond(0x69abd3a1L));
    }
}
