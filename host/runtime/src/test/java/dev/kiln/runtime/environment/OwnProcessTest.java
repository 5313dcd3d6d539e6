package dev.kiln.runtime.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Claims;
import com.sun.net.httpserver.HttpServer;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM has once, in the hands of two environments of the same code at the same time: where
 * each has its own, and where they share.
 */
class OwnProcessTest {

    private final TestFunction one = TestFunction.start(Claims.class, "handle");
    private final TestFunction other = TestFunction.start(Claims.class, "handle");

    @AfterEach
    void close() {
        end(one);
        end(other);
    }

    private static void end(TestFunction function) {
        function.close();
        Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
    }

    @Test
    void thread_locals_and_instances_are_private_and_kept_between_invocations() {
        assertThat(one.result("keep a")).isEqualTo("nothing nothing");
        assertThat(other.result("keep b")).isEqualTo("nothing nothing");

        assertThat(one.result("keep c")).isEqualTo("a a");
        assertThat(other.result("keep d")).isEqualTo("b b");
    }

    @Test
    void beans_of_one_name_are_registered_in_a_server_each() {
        assertThat(one.result("bean com.example:type=Pool")).isEqualTo("true");
        assertThat(other.result("bean com.example:type=Pool")).isEqualTo("true");

        assertThat(one.error("bean com.example:type=Pool"))
                .contains("javax.management.InstanceAlreadyExistsException");
        one.error("exit");
        assertThat(one.result("bean com.example:type=Pool")).isEqualTo("true");
    }

    @Test
    void the_jvms_own_beans_are_in_each_of_these_servers() {
        assertThat(one.result("beans-of-the-jvm"))
                .isEqualTo(ManagementFactory.getRuntimeMXBean().getVmName());
    }

    @Test
    void a_function_finds_the_bean_servers_that_it_has_made() {
        assertThat(one.result("bean-servers")).isEqualTo("[true, true, own, true]");
        assertThat(other.result("bean-servers")).isEqualTo("[true, true, own, true]");
    }

    @Test
    void an_exception_that_nobody_catches_goes_to_the_handler_of_its_own_environment() {
        try (var ofOne = new Meeting();
                var ofOther = new Meeting()) {
            assertThat(one.result("uncaught " + ofOne.name())).isEqualTo("null");
            assertThat(other.result("uncaught " + ofOther.name())).isEqualTo("null");

            one.result("die first");
            other.result("die second");

            assertThat(ofOne.notes()).containsExactly("first");
            assertThat(ofOther.notes()).containsExactly("second");
        }
    }

    @Test
    void without_such_a_handler_the_trace_is_in_the_environments_own_log() {
        try (var meeting = new Meeting()) {
            other.result("uncaught " + meeting.name());

            one.result("die alone");

            assertThat(one.err())
                    .contains("Exception in thread \"Thread-")
                    .contains("java.lang.IllegalStateException: alone\n\tat com.example");
            assertThat(other.err()).doesNotContain("alone");
            assertThat(meeting.notes()).isEmpty();
        }
    }

    @Test
    void each_has_the_security_provider_that_it_has_registered() {
        assertThat(one.result("provider")).isEqualTo("true true -1 1 true true");
        assertThat(other.result("provider")).isEqualTo("true true -1 1 true true");

        one.error("exit");

        Conditions.await(() -> one.result("no-provider").equals("null"));
        assertThat(one.error("digest")).contains(NoSuchAlgorithmException.class.getName());
        assertThat(Security.getProvider("Digests")).isNotNull();
        other.close();
        Conditions.await(() -> Security.getProvider("Digests") == null);
    }

    @Test
    void a_provider_is_found_by_its_algorithm_on_every_thread_of_the_function() {
        assertThat(one.result("provider-at")).isEqualTo("1");
        assertThat(other.result("provider-at")).isEqualTo("1");

        for (var function : List.of(one, other)) {
            assertThat(function.result("digest")).isEqualTo("true");
            assertThat(function.result("digest-elsewhere")).isEqualTo("true");
        }
    }

    @Test
    void a_function_that_removes_its_provider_leaves_the_others_theirs() {
        one.result("provider-at");
        other.result("provider-at");

        assertThat(one.result("no-provider")).isEqualTo("null");
        assertThat(one.result("no-provider")).isEqualTo("null");

        assertThat(other.result("digest")).isEqualTo("true");
    }

    @Test
    void log_handlers_hear_what_their_own_environment_logs() {
        assertThat(one.result("log-handler")).isEqualTo("true");
        assertThat(other.result("log-handler")).isEqualTo("true");

        assertThat(one.result("log a")).isEqualTo("[a]");
        assertThat(other.result("log b")).isEqualTo("[b]");

        assertThat(one.result("no-log-handler")).isEqualTo("0");
        assertThat(one.result("log c")).isEqualTo("[a]");
        assertThat(other.result("log d")).isEqualTo("[b, d]");
    }

    @Test
    void log_handlers_are_closed_when_their_environment_ends() {
        try (var meeting = new Meeting()) {
            System.setProperty("com.example.claims.closed", meeting.name());
            one.result("log-handler");

            one.close();

            assertThat(meeting.awaitNote()).isEqualTo("closed");
        } finally {
            System.clearProperty("com.example.claims.closed");
        }
    }

    @Test
    void levels_of_the_jdks_loggers_are_shared() {
        one.result("log-level FINEST");

        assertThat(other.result("log-level?")).isEqualTo("FINEST");
    }

    @Test
    void the_default_time_zone_is_that_of_the_last_living_environment_that_set_it() {
        var before = TimeZone.getDefault().getID();
        assertThat(one.result("zone Asia/Tokyo")).isEqualTo("Asia/Tokyo");
        assertThat(other.result("zone Europe/Zurich")).isEqualTo("Europe/Zurich");
        assertThat(one.result("zone?")).isEqualTo("Europe/Zurich");

        other.close();
        Conditions.await(() -> one.result("zone?").equals("Asia/Tokyo"));
        one.close();

        Conditions.await(() -> TimeZone.getDefault().getID().equals(before));
    }

    @Test
    void the_default_locale_is_that_of_the_last_living_environment_that_set_it() {
        var before = Locale.getDefault();
        assertThat(one.result("locale de-CH")).isEqualTo("de_CH");
        assertThat(other.result("format ja-JP")).isEqualTo("de_CH ja_JP");

        other.close();
        Conditions.await(
                () -> Locale.getDefault(Locale.Category.FORMAT).equals(Locale.of("de", "CH")));
        one.close();

        Conditions.await(() -> Locale.getDefault().equals(before));
        assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(before);
    }

    @Test
    void defaults_of_connections_are_shared_and_go_with_their_environment() throws Exception {
        var authenticator = Authenticator.getDefault();
        var proxies = ProxySelector.getDefault();
        var tls = SSLContext.getDefault();
        var verifier = HttpsURLConnection.getDefaultHostnameVerifier();
        var sockets = HttpsURLConnection.getDefaultSSLSocketFactory();

        one.result("connections");
        assertThat(Authenticator.getDefault()).isNotSameAs(authenticator);
        assertThat(ProxySelector.getDefault()).isNotSameAs(proxies);
        assertThat(SSLContext.getDefault()).isNotSameAs(tls);
        assertThat(HttpsURLConnection.getDefaultHostnameVerifier()).isNotSameAs(verifier);
        assertThat(HttpsURLConnection.getDefaultSSLSocketFactory()).isNotSameAs(sockets);
        one.close();

        Conditions.await(() -> HttpsURLConnection.getDefaultSSLSocketFactory() == sockets);
        assertThat(Authenticator.getDefault()).isSameAs(authenticator);
        assertThat(ProxySelector.getDefault()).isSameAs(proxies);
        assertThat(SSLContext.getDefault()).isSameAs(tls);
        assertThat(HttpsURLConnection.getDefaultHostnameVerifier()).isSameAs(verifier);
    }

    @Test
    void cookies_of_one_environment_are_not_sent_by_another() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
                    var body = cookie.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Set-Cookie", "session=" + body.length);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            var url = "http://localhost:" + server.getAddress().getPort() + "/";
            one.result("cookies");
            other.result("cookies");

            assertThat(one.result("cookie " + url)).isEqualTo("null");
            assertThat(other.result("cookie " + url)).isEqualTo("null");
            assertThat(one.result("cookie " + url)).isEqualTo("session=4");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void each_has_its_own_handlers_of_urls() {
        assertThat(one.result("urls of-one")).isEqualTo("set");
        assertThat(other.result("urls of-other")).isEqualTo("set");

        assertThat(one.result("url own://host/folder/file"))
                .isEqualTo("of-one own://host/folder/sibling?q#f");
        assertThat(other.result("url own://host/folder/file"))
                .isEqualTo("of-other own://host/folder/sibling?q#f");
        assertThat(one.error("urls again")).contains("factory already defined");
    }

    @Test
    void a_factory_of_content_handlers_is_the_first_ones() {
        one.invoke("content-handlers");

        assertThat(other.error("content-handlers")).contains("factory already defined");
    }

    @Test
    void system_properties_are_shared() {
        try {
            one.result("property com.example.claims");

            assertThat(other.result("property com.example.claims")).isEqualTo("set");
            assertThat(System.getProperty("com.example.claims")).isEqualTo("set");
        } finally {
            System.clearProperty("com.example.claims");
        }
    }

    @Test
    void the_working_directory_is_the_hosts() {
        assertThat(one.result("directory")).isEqualTo(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void files_are_seen_by_all(@TempDir Path folder) {
        var file = folder.resolve("cache");

        assertThat(one.result("file " + file)).isEqualTo("false");
        assertThat(other.result("file " + file)).isEqualTo("true");
    }

    @Test
    void a_native_library_is_loaded_by_one_environment_from_a_path(@TempDir Path folder)
            throws IOException {
        var library = folder.resolve("libown.so");
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "librmi.so"), library);
        var copy = folder.resolve("libcopy.so");
        Files.copy(library, copy);

        assertThat(one.result("library " + library)).isEqualTo("loaded");
        assertThat(other.error("library " + library))
                .contains("already loaded in another classloader");
        assertThat(other.result("library " + copy)).isEqualTo("loaded");
    }

    @Test
    void names_that_are_not_found_are_asked_for_again_after_a_second() {
        one.result("directory");

        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("1");
    }

    @Test
    void the_common_pool_is_shared() {
        assertThat(one.result("common-pool")).isEqualTo(other.result("common-pool"));
    }
}
