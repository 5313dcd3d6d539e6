package dev.kiln.frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** Clients that go away: before, while and after the function runs. */
class HangUpTest {

    private final BlockingQueue<CompletableFuture<Outcome>> running = new LinkedBlockingQueue<>();
    private final Invoker waiting = this::run;
    private final FrontDoor door =
            Doors.open(Doors.onAnyPort(), TestFunctions.function(waiting, "payload-kind", "raw"));

    private CompletableFuture<Outcome> run(Invocation invocation) {
        var outcome = new CompletableFuture<Outcome>();
        running.add(outcome);
        return outcome;
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void before_the_body_is_complete_nothing_is_invoked() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{");
            Until.holds(() -> Doors.isBusy(door));
        }

        Until.holds(() -> !Doors.isBusy(door));
        assertThat(running).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PO",
                "POST / HTTP/1.1\r\nHo",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n{",
                "PRI * HTTP/2.0\r\n\r\nSM",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\000\000\000\004\000\000\000\000\000\000\000",
            })
    void at_any_point_nothing_is_invoked_and_nothing_said(String beginning) throws IOException {
        var log = new QuietLog();
        for (var i = 0; i < 20; i++) {
            var wire = new Wire(door.port());
            wire.send(beginning);
            if (i % 2 == 0) {
                wire.reset();
            } else {
                wire.close();
            }
        }

        assertThat(Caller.HTTP_1_1.get(door.port(), "/health/liveness").status()).isEqualTo(200);
        Until.holds(() -> !Doors.isBusy(door));
        assertThat(running).isEmpty();
        log.close();
        log.requireNoError();
    }

    @Test
    void before_the_body_is_complete_nothing_is_invoked_over_http_2_either() {
        var call =
                HttpClient.newConnection()
                        .protocol(HttpProtocol.H2C)
                        .resolver(DefaultAddressResolverGroup.INSTANCE)
                        .post()
                        .uri("http://localhost:" + door.port() + "/")
                        .send(ByteBufFlux.fromString(Flux.concat(Flux.just("{"), Flux.never())))
                        .response()
                        .subscribe();
        Until.holds(() -> Doors.isBusy(door));

        call.dispose();

        Until.holds(() -> !Doors.isBusy(door));
        assertThat(running).isEmpty();
    }

    @Test
    void while_it_waits_its_invocation_is_given_up() throws Exception {
        CompletableFuture<Outcome> invocation;
        try (var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            invocation = running.take();
        }

        Until.holds(invocation::isCancelled);
        Until.holds(() -> !Doors.isBusy(door));
    }

    @Test
    void a_reset_is_no_different() throws Exception {
        var wire = new Wire(door.port());
        wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var invocation = running.take();

        wire.reset();

        Until.holds(invocation::isCancelled);
        Until.holds(() -> !Doors.isBusy(door));
    }

    @Test
    void as_the_answer_is_written_nothing_is_left_behind() throws Exception {
        var log = new QuietLog();
        for (var i = 0; i < 50; i++) {
            var wire = new Wire(door.port());
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            var invocation = running.take();
            var answering =
                    CompletableFuture.runAsync(
                            () -> invocation.complete(new Outcome.Succeeded(new byte[500_000])));

            wire.reset();

            answering.join();
        }

        Until.holds(() -> !Doors.isBusy(door));
        log.close();
        log.requireNoError();
    }

    @Test
    void through_the_invoke_api_too() throws Exception {
        CompletableFuture<Outcome> invocation;
        try (var wire = new Wire(door.port())) {
            wire.send(
                    "POST /2015-03-31/functions/fn/invocations HTTP/1.1\r\nHost: a\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
            invocation = running.take();
        }

        Until.holds(invocation::isCancelled);
        Until.holds(() -> !Doors.isBusy(door));
    }

    @Test
    void the_next_client_is_served() throws Exception {
        try (var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            running.take();
        }

        try (var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            running.take().complete(new Outcome.Succeeded(new byte[] {'1'}));

            assertThat(wire.answer()).endsWith("1");
        }
    }
}
