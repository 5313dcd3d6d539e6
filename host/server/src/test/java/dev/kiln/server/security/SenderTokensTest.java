package dev.kiln.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Rejection.Reason;
import dev.kiln.frontdoor.authorizer.EventVerdict;
import dev.kiln.frontdoor.authorizer.EventVerdict.Admitted;
import dev.kiln.frontdoor.authorizer.EventVerdict.Refused;
import dev.kiln.frontdoor.authorizer.EventVerdict.Unknown;
import dev.kiln.frontdoor.authorizer.SenderAuthorizer;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.SenderSettings;
import dev.kiln.frontdoor.config.Settings;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.server.security.SenderTokens.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real tokens of a real issuer, shown by those who send events. */
class SenderTokensTest {

    private static final String BROKER = "system:serviceaccount:knative-eventing:broker";

    @TempDir Path folder;
    private static Certificates certificates;
    private Issuer issuer;

    @BeforeAll
    static void certify(@TempDir Path keys) throws Exception {
        certificates = Certificates.in(keys);
    }

    @BeforeEach
    void open() throws IOException {
        issuer = new Issuer();
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void a_sender_with_a_token_for_the_function_may_send() throws Exception {
        var authorizer = authorizer();

        assertThat(judge(authorizer, issuer.token(Map.of()))).isEqualTo(new Admitted());
        assertThat(judge(authorizer, issuer.token(Map.of("aud", List.of("other", "shop")))))
                .isEqualTo(new Admitted());
    }

    @Test
    void a_sender_without_a_token_or_with_several_may_not() throws Exception {
        var authorizer = authorizer();
        var bearer = new HeaderField("authorization", "bearer " + issuer.token(Map.of()));

        assertThat(authorizer.judge(List.of(bearer)).join()).isEqualTo(new Admitted());
        for (var headers :
                List.of(
                        List.<HeaderField>of(),
                        List.of(bearer, bearer),
                        List.of(new HeaderField("Authorization", "Basic a2ltOng=")),
                        List.of(new HeaderField("Authorization", issuer.token(Map.of()))))) {
            var refused = (Refused) authorizer.judge(headers).join();
            assertThat(refused.why().reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(refused.why().challenge()).isEqualTo("Bearer");
            assertThat(refused.message()).contains("Authorization: Bearer");
        }
    }

    @Test
    void tokens_that_do_not_hold_are_refused_with_the_reason() throws Exception {
        var authorizer = authorizer();
        var now = Instant.now().getEpochSecond();

        refused(authorizer, issuer.token(Map.of("aud", "other")), "audience");
        refused(
                authorizer,
                issuer.token(Map.of("aud", Issuer.NONE, "client_id", "shop")),
                "audience");
        refused(authorizer, issuer.token(Map.of("iss", "https://other.example")), "iss claim");
        refused(authorizer, issuer.token(Map.of("iat", now - 7200, "exp", now - 3600)), "expired");
        refused(authorizer, issuer.token(Map.of("exp", Issuer.NONE)), "exp");
        refused(authorizer, issuer.forged(), "signature is not valid");
        refused(authorizer, "nonsense", "malformed");
    }

    @Test
    void a_subject_that_is_not_on_the_list_is_known_and_may_not_send() throws Exception {
        var authorizer = authorizer("event-subjects", "someone:else," + BROKER);

        assertThat(judge(authorizer, issuer.token(Map.of("sub", BROKER))))
                .isEqualTo(new Admitted());
        for (var token :
                List.of(
                        issuer.token(Map.of("sub", BROKER + "2")),
                        issuer.token(Map.of("sub", Issuer.NONE)))) {
            var refused = (Refused) judge(authorizer, token);
            assertThat(refused.why().reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(refused.message()).contains("subject");
        }
    }

    @Test
    void keys_are_fetched_once_and_again_for_a_new_one() throws Exception {
        var authorizer = authorizer();

        assertThat(judge(authorizer, issuer.token(Map.of()))).isEqualTo(new Admitted());
        var asked = issuer.asked();
        assertThat(judge(authorizer, issuer.token(Map.of()))).isEqualTo(new Admitted());
        assertThat(issuer.asked()).isEqualTo(asked);
        issuer.rotate();
        assertThat(judge(authorizer, issuer.token(Map.of()))).isEqualTo(new Admitted());
        issuer.rotateToElliptic();
        assertThat(judge(authorizer, issuer.token(Map.of()))).isEqualTo(new Admitted());
    }

    @Test
    void an_issuer_that_does_not_answer_is_no_fault_of_the_sender_and_is_asked_again()
            throws Exception {
        var announced = authorizer();
        var configured = authorizer("event-jwks-uri", issuer.location() + "/keys");
        var token = issuer.token(Map.of());
        issuer.answers(false);

        assertThat(judge(announced, token)).isInstanceOf(Unknown.class);
        assertThat(judge(configured, token)).isInstanceOf(Unknown.class);
        issuer.answers(true);
        assertThat(judge(announced, token)).isEqualTo(new Admitted());
        assertThat(judge(configured, token)).isEqualTo(new Admitted());
        issuer.answers(false);
        assertThat(judge(announced, token)).isEqualTo(new Admitted());
        issuer.rotate();
        assertThat(judge(announced, issuer.token(Map.of()))).isInstanceOf(Unknown.class);
    }

    @Test
    void senders_wait_for_whoever_can_check_them() throws Exception {
        var authorizer = new SenderAuthorizer(settings("event-issuer", issuer.location()));
        var bearer = new HeaderField("Authorization", "Bearer " + issuer.token(Map.of()));

        var early = authorizer.judge(List.of(bearer));
        assertThat(early).isNotDone();
        authorizer.verifyWith(new SenderTokens(authorizer.settings(), Clock.systemUTC()));

        assertThat(early.join()).isEqualTo(new Admitted());
    }

    @Test
    void unless_another_is_set_the_issuer_is_the_one_that_the_cluster_announces() throws Exception {
        var name = "https://kubernetes.default.svc.cluster.local";
        try (var server = Issuer.ofCluster(certificates, name, "the pod's")) {
            var authorizer = new SenderAuthorizer(settings());
            authorizer.verifyWith(
                    new SenderTokens(
                            authorizer.settings(),
                            new Cluster(server.location(), folder),
                            Clock.systemUTC()));

            assertThat(judge(authorizer, server.token(Map.of()))).isInstanceOf(Unknown.class);
            certificates.writeTo(folder.resolve("ca.crt"));
            assertThat(judge(authorizer, server.token(Map.of()))).isInstanceOf(Unknown.class);
            Files.writeString(folder.resolve("token"), "the pod's\n");

            assertThat(judge(authorizer, server.token(Map.of()))).isEqualTo(new Admitted());
            refused(authorizer, server.token(Map.of("iss", server.location())), "iss claim");
        }
    }

    @Test
    void another_issuer_gets_no_token_of_the_clusters_unless_it_is_meant_to() throws Exception {
        certificates.writeTo(folder.resolve("ca.crt"));
        Files.writeString(folder.resolve("token"), "the pod's");
        try (var server = Issuer.ofCluster(certificates, "https://issuer.example", "the pod's")) {
            var keys = server.location() + "/keys";
            var ca = folder.resolve("ca.crt").toString();

            var without =
                    authorizer(
                            "event-issuer", "https://issuer.example",
                            "event-jwks-uri", keys,
                            "event-issuer-ca-certs", ca);
            var with =
                    authorizer(
                            "event-issuer",
                            "https://issuer.example",
                            "event-jwks-uri",
                            keys,
                            "event-issuer-ca-certs",
                            ca,
                            "event-issuer-token-file",
                            folder.resolve("token").toString());

            assertThat(judge(without, server.token(Map.of()))).isInstanceOf(Unknown.class);
            assertThat(judge(with, server.token(Map.of()))).isEqualTo(new Admitted());
        }
    }

    @Test
    void an_issuer_that_is_set_has_to_announce_itself_under_that_name() throws Exception {
        var authorizer =
                authorizer("event-issuer", issuer.location().replace("localhost", "127.0.0.1"));

        assertThat(judge(authorizer, issuer.token(Map.of()))).isInstanceOf(Unknown.class);
    }

    @Test
    void settings_that_would_protect_nothing_are_refused() throws Exception {
        var noCertificate = Files.writeString(folder.resolve("no.crt"), "nothing");

        assertRefused("set event-audience too", Map.of("event-issuer", "https://issuer.example"));
        assertRefused("set event-audience too", Map.of("event-subjects", "a"));
        assertRefused("it is an URL", Map.of("event-audience", "a", "event-issuer", "issuer"));
        assertRefused("it is an URL", Map.of("event-audience", "a", "event-jwks-uri", "/keys"));
        assertRefused(
                "there is no such file",
                Map.of("event-audience", "a", "event-issuer-token-file", "/nowhere/token"));
        assertThatThrownBy(() -> authorizer("event-issuer-ca-certs", noCertificate.toString()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("event-issuer-ca-certs")
                .hasMessageContaining("no.crt");
    }

    private static void assertRefused(String message, Map<String, String> values) {
        assertThatThrownBy(() -> FunctionDefinition.read(read(values)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    private static void refused(SenderAuthorizer authorizer, String token, String reason) {
        var refused = (Refused) judge(authorizer, token);
        assertThat(refused.why().reason()).as(reason).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(refused.why().challenge())
                .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                .contains(reason);
        assertThat(refused.message()).contains(reason).doesNotContain(token);
    }

    private static EventVerdict judge(SenderAuthorizer authorizer, String token) {
        return authorizer
                .judge(
                        List.of(
                                new HeaderField("Ce-Id", "1"),
                                new HeaderField("Authorization", "Bearer " + token)))
                .join();
    }

    /** For the audience {@code shop} of this issuer. */
    private SenderAuthorizer authorizer(String... namesAndValues) {
        var all =
                Stream.concat(
                                Stream.of("event-issuer", issuer.location()),
                                Stream.of(namesAndValues))
                        .toArray(String[]::new);
        var authorizer = new SenderAuthorizer(settings(all));
        authorizer.verifyWith(new SenderTokens(authorizer.settings(), Clock.systemUTC()));
        return authorizer;
    }

    private static SenderSettings settings(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        values.put("event-audience", "shop,desk");
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return FunctionDefinition.read(read(values)).senders().orElseThrow();
    }

    private static Settings read(Map<String, String> values) {
        return new Settings("kiln.", name -> Optional.ofNullable(values.get(name)), _ -> Map.of());
    }
}
