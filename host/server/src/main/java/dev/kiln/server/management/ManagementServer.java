package dev.kiln.server.management;

import dev.kiln.runtime.InvalidSettingException;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServer;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A socket for those who watch the host: one thread, and nothing but the actuator's paths. */
final class ManagementServer implements WebServer {

    /** For an answer that is on its way. */
    private static final Duration END = Duration.ofSeconds(1);

    private final int port;
    private final @Nullable InetAddress address;
    private final String basePath;
    private final BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> endpoints;
    private Optional<Running> running = Optional.empty();

    ManagementServer(
            int port,
            @Nullable InetAddress address,
            String basePath,
            BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> endpoints) {
        this.port = port;
        this.address = address;
        this.basePath = basePath;
        this.endpoints = endpoints;
    }

    private record Running(DisposableServer server, LoopResources loops) {}

    /**
     * @throws InvalidSettingException if the port is taken
     */
    @Override
    public synchronized void start() {
        var loops = LoopResources.create("kiln-management", 1, true);
        try {
            var server =
                    HttpServer.create()
                            .bindAddress(() ->
                                    address == null
                                            ? new InetSocketAddress(port)
                                            : new InetSocketAddress(address, port))
                            .runOn(loops, false)
                            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                            .handle(this::answer)
                            .bindNow();
            running = Optional.of(new Running(server, loops));
        } catch (ChannelBindException e) {
            loops.dispose();
            throw new InvalidSettingException(
                    "Cannot listen on the management port, "
                            + port
                            + ": "
                            + e.getCause()
                            + ". Another host on this machine may have it. Set"
                            + " kiln.management-port to another one, to 0 for any free one, or to"
                            + " 'off'.",
                    e);
        }
    }

    /** Controllers that extensions bring are known to Spring here too, but belong elsewhere. */
    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        var path = "/" + request.path();
        if (path.equals("/metrics")) {
            // Where Prometheus looks unless it is told otherwise, and follows.
            return response.sendRedirect(basePath + "/prometheus");
        }
        return path.equals(basePath) || path.startsWith(basePath + "/")
                ? endpoints.apply(request, response)
                : response.sendNotFound().then();
    }

    @Override
    public synchronized void stop() {
        running.ifPresent(it -> {
            it.server().disposeNow(END);
            it.loops().disposeLater(Duration.ZERO, END).block();
        });
        running = Optional.empty();
    }

    @Override
    public synchronized int getPort() {
        return running.map(it -> it.server().port()).orElse(-1);
    }
}
