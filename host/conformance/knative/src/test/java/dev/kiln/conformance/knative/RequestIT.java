package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.knative.Mirror;
import dev.kiln.server.it.KilnProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What queue-proxy makes of a request, and what of that reaches the function. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(QueueProxyCondition.class)
class RequestIT {

    private static final JsonMapper JSON = new JsonMapper();

    private KilnProcess kiln;
    private QueueProxy queue;

    /** queue-proxy looks for HTTP/2 here: the readiness that it reports depends on it. */
    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kiln = Host.start(folder, Mirror.class, Map.of());
        queue = QueueProxy.inFrontOf(kiln, Map.of("ENABLE_HTTP2_AUTO_DETECTION", "true"));
    }

    @AfterAll
    void stop() throws Exception {
        if (queue != null) {
            queue.close();
        }
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void a_container_that_is_asked_for_HTTP_2_is_ready() {
        queue.awaitReady();

        assertThat(queue.output()).doesNotContain("probe error");
    }

    /**
     * queue-proxy speaks to the host as the client does to it, and answers 502 where the host
     * cannot.
     */
    @ParameterizedTest
    @EnumSource
    void the_host_speaks_what_the_client_speaks(HttpClient.Version version) throws Exception {
        queue.awaitReady();
        try (var client = HttpClient.newBuilder().version(version).build()) {
            for (var i = 0; i < 3; i++) {
                var answer =
                        client.send(
                                HttpRequest.newBuilder(queue.uri("/" + i)).build(),
                                BodyHandlers.ofString());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(JSON.readTree(answer.body()).at("/rawPath").asString())
                        .isEqualTo("/" + i);
            }
        }
    }

    @Test
    void the_client_s_address_is_the_one_that_the_ingress_has_seen() throws Exception {
        var event =
                eventOf("X-Forwarded-For", "203.0.113.7, 10.1.2.3", "X-Forwarded-Proto", "https");

        assertThat(event.at("/requestContext/http/sourceIp").asString()).isEqualTo("203.0.113.7");
        assertThat(event.at("/headers/x-forwarded-proto").asString()).isEqualTo("https");
    }

    /** queue-proxy hands on what a client has written there. */
    @Test
    void a_client_s_word_on_its_own_address_does_not_count() throws Exception {
        var event =
                eventOf(
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "Forwarded",
                        "for=198.51.100.4;proto=https");

        assertThat(event.at("/requestContext/http/sourceIp").asString()).isEqualTo("203.0.113.7");
    }

    @Test
    void the_function_sees_the_host_that_the_client_asked_for() throws Exception {
        var event = eventOf("K-Original-Host", "hello.default.example.com");

        assertThat(event.at("/requestContext/domainName").asString())
                .isEqualTo("hello.default.example.com");
    }

    @Test
    void headers_of_knative_do_not_reach_the_function() throws Exception {
        var event =
                eventOf(
                        "K-Proxy-Request",
                        "activator",
                        "K-Passthrough-Lb",
                        "true",
                        "Knative-Serving-Tag",
                        "blue",
                        "Knative-Serving-Default-Route",
                        "true",
                        "Knative-Serving-Revision",
                        "hello-00001",
                        "Knative-Serving-Namespace",
                        "default",
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "X-Own",
                        "kept");

        assertThat(event.at("/headers").propertyNames())
                .contains("x-own")
                .as("what queue-proxy makes of X-Forwarded-For")
                .doesNotContain("forwarded")
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("k-"))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("knative-serving-"));
    }

    private JsonNode eventOf(String... headers) throws Exception {
        queue.awaitReady();
        return JSON.readTree(queue.get("/path", headers).body());
    }
}
