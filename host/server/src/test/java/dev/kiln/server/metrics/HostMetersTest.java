package dev.kiln.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.EventReport.Result;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.report.SinkReport;
import dev.kiln.runtime.report.ThrottleReport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostMetersTest {

    private static final Duration TOOK = Duration.ofMillis(30);
    private static final Duration WAITED = Duration.ofMillis(4);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Reports reports = new Reports();

    @Test
    void an_invocation_is_counted_and_timed() {
        listen();

        reports.add(ended(Optional.empty()));
        reports.add(ended(Optional.empty()));

        assertThat(count("kiln.function.invocations")).isEqualTo(2);
        var duration = registry.get("kiln.function.duration").tag("function", "orders").timer();
        assertThat(duration.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(60);
        var wait = registry.get("kiln.function.queue.wait").tag("function", "orders").timer();
        assertThat(wait.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
        assertThat(count("kiln.function.errors")).isZero();
    }

    @Test
    void an_error_is_counted_under_its_class_and_as_an_invocation() {
        listen();

        for (var type : ErrorType.values()) {
            reports.add(ended(Optional.of(type)));
        }

        assertThat(count("kiln.function.invocations")).isEqualTo(ErrorType.values().length);
        for (var type : ErrorType.values()) {
            var counter =
                    registry.get("kiln.function.errors")
                            .tag("error.type", type.awsName())
                            .counter();
            assertThat(counter.count()).as(type.awsName()).isEqualTo(1);
        }
        assertThat(count("kiln.function.timeouts")).isEqualTo(1);
    }

    @Test
    void a_throttled_invocation_is_no_invocation() {
        listen();

        reports.add(new ThrottleReport("orders", "id", WAITED));

        assertThat(count("kiln.function.throttles")).isEqualTo(1);
        assertThat(count("kiln.function.invocations")).isZero();
    }

    @Test
    void initialisations_are_timed_by_their_outcome() {
        listen();

        reports.add(new InitReport("orders", TOOK, true));
        reports.add(new InitReport("orders", TOOK, false));
        reports.add(new InitReport("orders", TOOK, false));

        var init = registry.get("kiln.function.init.duration");
        assertThat(init.tag("outcome", "success").timer().count()).isEqualTo(1);
        assertThat(
                        registry.get("kiln.function.init.duration")
                                .tag("outcome", "failure")
                                .timer()
                                .count())
                .isEqualTo(2);
    }

    @Test
    void what_happened_before_is_in_the_meters_too() {
        reports.add(ended(Optional.empty()));

        listen();

        assertThat(count("kiln.function.invocations")).isEqualTo(1);
        assertThat(count("kiln.reports.dropped")).isZero();
    }

    @Test
    void no_invocation_makes_a_series_that_was_not_there_from_the_first() {
        listen();
        reports.add(ended(Optional.empty()));
        var before = registry.getMeters().stream().map(Meter::getId).toList();

        for (var type : ErrorType.values()) {
            reports.add(ended(Optional.of(type)));
        }
        reports.add(new ThrottleReport("orders", "id", WAITED));
        reports.add(new InitReport("orders", TOOK, false));

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void an_event_is_counted_by_its_mapping_and_by_what_became_of_it() {
        listen();

        reports.add(event("a.type", Result.REPLIED));
        reports.add(event("a.type", Result.REPLIED));
        reports.add(event("a.type", Result.REPLY_LOOP));

        var events = registry.get("kiln.function.events").tag("function", "orders");
        assertThat(events.tag("mapping", "sqs").tag("outcome", "replied").counter().count())
                .isEqualTo(2);
        assertThat(
                        registry.get("kiln.function.events")
                                .tag("outcome", "reply_loop")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void a_delivery_to_a_sink_is_timed_by_its_outcome() {
        listen();

        reports.add(new SinkReport("orders", true, TOOK));
        reports.add(new SinkReport("orders", false, TOOK));
        reports.add(new SinkReport("orders", false, TOOK));

        var deliveries = registry.get("kiln.function.sink.deliveries");
        assertThat(deliveries.tag("outcome", "success").timer().count()).isEqualTo(1);
        assertThat(
                        registry.get("kiln.function.sink.deliveries")
                                .tag("outcome", "failure")
                                .timer()
                                .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(60);
    }

    @Test
    void klr_has_its_names_in_prometheus() {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new HostMeters(prometheus).watch(List.of(), reports, _ -> {});

        reports.add(event("a.type", Result.ACCEPTED));
        reports.add(event("a.type", Result.SENT));
        reports.add(event("a.type", Result.FAILED));
        reports.add(event("a.type", Result.DUPLICATE));
        reports.add(event("", Result.MALFORMED));

        assertThat(prometheus.scrape())
                .contains(
                        "event_processing_success_count{event_source=\"/test\",event_type=\"a.type\"} 2.0",
                        "event_processing_error_count{event_source=\"/test\",event_type=\"a.type\",user_managed=\"false\"} 1.0",
                        "event_processing_latencies_count{event_source=\"/test\",event_type=\"a.type\"} 3",
                        "event_processing_latencies_bucket{event_source=\"/test\",event_type=\"a.type\",le=\"50.0\"} 3",
                        "kiln_function_events_total{function=\"orders\",mapping=\"sqs\",outcome=\"sent\"} 1.0");
    }

    @Test
    void senders_cannot_make_series_without_end() {
        listen();

        for (var i = 0; i < 1000; i++) {
            reports.add(event("type " + i, Result.ACCEPTED));
        }

        assertThat(registry.find("event_processing_success_count").gauges()).hasSize(101);
        assertThat(count("event_processing_success_count")).isEqualTo(1000);
        var others = registry.get("event_processing_success_count").tag("event_type", "other");
        assertThat(others.gauge().value()).isEqualTo(900);
    }

    private static EventReport event(String type, Result result) {
        return new EventReport("orders", "sqs", type, "/test", result, TOOK);
    }

    private void listen() {
        new HostMeters(registry).watch(List.of(), reports, _ -> {});
    }

    private static InvocationReport ended(Optional<ErrorType> error) {
        return new InvocationReport("orders", "id", error, WAITED, TOOK, Optional.empty());
    }

    /** Of all series of a meter; none is zero too. */
    private double count(String name) {
        return registry.find(name).meters().stream()
                .flatMap(it ->
                        java.util.stream.StreamSupport.stream(it.measure().spliterator(), false))
                .mapToDouble(it -> it.getValue())
                .sum();
    }
}
