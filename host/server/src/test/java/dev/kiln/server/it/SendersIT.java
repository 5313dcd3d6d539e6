package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.server.security.Issuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of senders with a token, from the first one on. */
class SendersIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void nobody_elses_events_are_taken_before_tokens_can_be_checked_or_after() throws Exception {
        try (var issuer = new Issuer();
                var kiln =
                        KilnProcess.start(
                                folder,
                                Map.of(
                                        "_HANDLER",
                                        "com.example.Functions::echo",
                                        "LAMBDA_TASK_ROOT",
                                        CLASSES.toString(),
                                        "KILN_EVENT_AUDIENCE",
                                        "shop",
                                        "KILN_EVENT_SUBJECTS",
                                        "kim",
                                        "KILN_EVENT_ISSUER",
                                        issuer.location()))) {
            var first = send(kiln, "Bearer " + issuer.token(Map.of()));
            var plain = kiln.post("/", "{\"a\":1}");
            var nobody = send(kiln, "Basic eDp5");
            var other = send(kiln, "Bearer " + issuer.token(Map.of("sub", "pat")));

            assertThat(first).startsWith("200 ").contains("\"a\":1").doesNotContain("Bearer");
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(nobody)
                    .startsWith("401 ")
                    .contains("\"errorType\"", "Authorization: Bearer");
            assertThat(other).startsWith("403 ");
            assertThat(kiln.awaitStart()).contains("senders of events need a token for shop");
        }
    }

    private static String send(KilnProcess kiln, String authorization) throws Exception {
        var reply =
                kiln.send(
                        HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}"))
                                .header("Content-Type", "application/json")
                                .header("Ce-Specversion", "1.0")
                                .header("Ce-Id", "1")
                                .header("Ce-Source", "/s")
                                .header("Ce-Type", "t")
                                .header("Authorization", authorization));
        return reply.statusCode() + " " + reply.body();
    }
}
