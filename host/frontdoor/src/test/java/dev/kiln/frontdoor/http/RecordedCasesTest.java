package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.RecordedCase;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is known of AWS's gateways, over a real connection, with a real handler that keeps its event
 * and answers as the case says.
 */
class RecordedCasesTest {

    private static final String EVENT = "com.example.cases.event";
    private static final String ANSWER = "com.example.cases.answer";
    private static final byte[] ANY_ANSWER = "{\"statusCode\":200}".getBytes(US_ASCII);

    /** Names that a REST API spells in its own way, whatever came. */
    private static final Set<String> SPELT_BY_REST_APIS =
            Set.of(
                    "authorization",
                    "host",
                    "user-agent",
                    "x-amzn-trace-id",
                    "x-forwarded-for",
                    "x-forwarded-port",
                    "x-forwarded-proto");

    private static final Set<String> ABOUT_THE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "transfer-encoding",
                    "upgrade");

    private static final Map<String, FrontDoor> DOORS = new HashMap<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void behaves_as_recorded_over_http_1_1(RecordedCase recorded) throws Exception {
        prepare(recorded);
        try (var wire = new Wire(door(recorded).port())) {

            var response = wire.send(head(recorded.request())).send(recorded.request().body());

            require(recorded, response.read(recorded.request().method()), true);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesForHttp2")
    void behaves_as_recorded_over_http_2(RecordedCase recorded) throws Exception {
        prepare(recorded);
        try (var wire = new Http2Wire(door(recorded).port())) {

            var response = wire.send(recorded.request());

            require(recorded, response, false);
        }
    }

    @Test
    void few_cases_are_left_out() {
        assertThat(cases()).hasSize(RecordedCase.all().size() - 1);
        assertThat(casesForHttp2()).hasSize(cases().size() - 22);
    }

    /** All but the one that has a token, which has expired since. */
    static List<RecordedCase> cases() {
        return RecordedCase.all().stream().filter(recorded -> recorded.caller().isEmpty()).toList();
    }

    static List<RecordedCase> casesForHttp2() {
        return cases().stream()
                .filter(recorded -> isForHttp2(recorded.kind(), recorded.request().headers()))
                .toList();
    }

    /**
     * HTTP/2 has no fields about the connection, lower case only in the names of others, and for
     * cookies one line, however they were cut (RFC 9113, 8.2).
     */
    private static boolean isForHttp2(PayloadKind kind, List<HeaderField> fields) {
        var cookies = 0;
        for (var field : fields) {
            var lower = field.name().toLowerCase(Locale.ROOT);
            var caseMatters = kind == PayloadKind.REST_V1 && !SPELT_BY_REST_APIS.contains(lower);
            if (ABOUT_THE_CONNECTION.contains(lower)
                    || (caseMatters && !field.name().equals(lower))) {
                return false;
            }
            cookies += lower.equals("cookie") ? 1 : 0;
        }
        return cookies < 2;
    }

    private static void prepare(RecordedCase recorded) {
        if (recorded.error().isEmpty()) {
            var answer = recorded.result().orElse(ANY_ANSWER);
            System.setProperty(ANSWER, new String(answer, ISO_8859_1));
        }
    }

    private static FrontDoor door(RecordedCase recorded) {
        var settings = new ArrayList<String>();
        settings.addAll(List.of("name", "my-service", "handler", "com.example.cases.Prepared"));
        settings.addAll(List.of("payload-kind", recorded.kind().toString()));
        recorded.settings().forEach((name, value) -> settings.addAll(List.of(name, value)));
        return DOORS.computeIfAbsent(
                settings.toString(),
                _ -> Doors.openReal(Doors.onAnyPort(), Map.of(), settings.toArray(String[]::new)));
    }

    private static String head(InboundRequest request) {
        var head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        for (var field : request.headers()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        var length = request.body().length;
        var saysLength =
                request.headers().stream()
                        .anyMatch(field -> field.name().equalsIgnoreCase("content-length"));
        if (length > 0 && !saysLength) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static void require(
            RecordedCase recorded, OutboundResponse response, boolean withReason) {
        var event = System.getProperty(EVENT);
        if (recorded.isInvoked()) {
            assertThat(event).as("%s %s", response.status(), response.headers()).isNotNull();
            recorded.requireEvent(event.getBytes(ISO_8859_1));
        } else {
            assertThat(event).isNull();
        }
        if (recorded.expectsResponse()) {
            recorded.requireResponse(response);
        }
        if (withReason && recorded.reasonPhrase().isPresent()) {
            assertThat(response.reasonPhrase()).isEqualTo(recorded.reasonPhrase());
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty(EVENT);
        System.clearProperty(ANSWER);
    }

    @AfterAll
    static void close() {
        DOORS.values().forEach(FrontDoor::close);
        DOORS.clear();
    }
}
