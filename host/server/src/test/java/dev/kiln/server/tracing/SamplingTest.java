package dev.kiln.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.tracing.Sampling;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door decides as OpenTelemetry's own samplers do. */
class SamplingTest {

    private static final IdGenerator IDS = IdGenerator.random();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.3, 0.5, 0.999, 1})
    void the_share_of_traces_is_chosen_by_the_same_ids(double ratio) {
        var ours = new Sampling(false, ratio);
        var theirs = Sampler.traceIdRatioBased(ratio);

        for (var i = 0; i < 2000; i++) {
            var id = IDS.generateTraceId();
            assertThat(ours.samples(id, false, Optional.empty()))
                    .as(id)
                    .isEqualTo(samples(theirs, Context.root(), id));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_callers_decision_counts_for_samplers_based_on_it_alone(boolean sampled) {
        for (var theirs : List.of(Sampler.alwaysOn(), Sampler.alwaysOff())) {
            var ratio = theirs == Sampler.alwaysOn() ? 1 : 0;
            var id = IDS.generateTraceId();
            var parent = parent(id, sampled);

            assertThat(new Sampling(true, ratio).samples(id, true, Optional.of(sampled)))
                    .isEqualTo(samples(Sampler.parentBased(theirs), parent, id));
            assertThat(new Sampling(false, ratio).samples(id, true, Optional.of(sampled)))
                    .isEqualTo(samples(theirs, parent, id));
        }
    }

    @Test
    void a_caller_without_a_span_can_only_say_no() {
        var id = IDS.generateTraceId();

        assertThat(new Sampling(true, 1).samples(id, false, Optional.of(false))).isFalse();
        assertThat(new Sampling(true, 0).samples(id, false, Optional.of(true))).isFalse();
    }

    private static Context parent(String traceId, boolean sampled) {
        return Context.root()
                .with(
                        Span.wrap(
                                SpanContext.createFromRemoteParent(
                                        traceId,
                                        IDS.generateSpanId(),
                                        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                                        TraceState.getDefault())));
    }

    private static boolean samples(Sampler sampler, Context parent, String traceId) {
        return sampler.shouldSample(
                                parent,
                                traceId,
                                "name",
                                SpanKind.SERVER,
                                Attributes.empty(),
                                List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
