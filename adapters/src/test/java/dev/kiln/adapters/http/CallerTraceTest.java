package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTraceTest {

    @Test
    void awss_header_names_trace_parent_and_decision() {
        var trace =
                of(
                        "X-Amzn-Trace-Id",
                        "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1");

        assertThat(trace)
                .isEqualTo(
                        new CallerTrace(
                                Optional.of("3152b7998954dae64eda91bc9a23a7e8"),
                                Optional.of("7fa8c0f79203be72"),
                                Optional.of(true)));
    }

    @Test
    void a_bare_root_has_neither_parent_nor_decision() {
        var trace = of("x-amzn-trace-id", "Root=1-3152b799-8954dae64eda91bc9a23a7e8");

        assertThat(trace.traceId()).hasValue("3152b7998954dae64eda91bc9a23a7e8");
        assertThat(trace.parentId()).isEmpty();
        assertThat(trace.sampled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-amzn-trace-id, Root=1-3152b799-8954DAE64EDA91BC9A23A7E8",
        "x-amzn-trace-id, Root=1-5-2",
        "x-amzn-trace-id, Root=1-00000000-000000000000000000000000",
        "traceparent, 00-zz-01",
        "b3, nonsense"
    })
    void what_is_not_well_formed_counts_as_none(String name, String value) {
        assertThat(of(name, value).traceId()).isEmpty();
        assertThat(of(name, value).sampled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"b3, 0, false", "b3, d, true", "x-b3-sampled, 0, false", "x-b3-flags, 1, true"})
    void a_decision_may_come_alone(String name, String value, boolean sampled) {
        assertThat(of(name, value))
                .isEqualTo(
                        new CallerTrace(Optional.empty(), Optional.empty(), Optional.of(sampled)));
    }

    private static CallerTrace of(String name, String value) {
        return CallerTrace.of(List.of(new HeaderField(name, value)));
    }
}
