package dev.kiln.frontdoor;

import dev.kiln.runtime.InvalidSettingException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The server: functions' requests are answered here, all others by whoever adopts the door. */
public final class FrontDoor implements AutoCloseable {

    private final List<HostedFunction> functions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<
                    BiFunction<? super HttpServerRequest, ? super HttpServerResponse, Mono<Void>>>
            rest = new CompletableFuture<>();
    private volatile @Nullable DisposableServer server;

    /**
     * Binds the socket.
     *
     * @throws InvalidSettingException if the port is taken or may not be used
     * @throws IllegalStateException if the door is open already
     */
    public synchronized void open(DoorSettings settings) {
        if (server != null) {
            throw new IllegalStateException("The door is open on port " + port() + " already");
        }
        try {
            server =
                    HttpServer.create()
                            .bindAddress(() -> address(settings))
                            .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                            .handle(this::serve)
                            .bindNow();
        } catch (ChannelBindException e) {
            throw new InvalidSettingException(reason(settings, e), e);
        }
    }

    private static InetSocketAddress address(DoorSettings settings) {
        // The wildcard address is IPv4 and IPv6 in one socket wherever the system has both.
        return settings.address()
                .map(host -> new InetSocketAddress(host, settings.port()))
                .orElseGet(() -> new InetSocketAddress(settings.port()));
    }

    private static String reason(DoorSettings settings, ChannelBindException e) {
        var cause = e.getCause();
        return cause instanceof BindException
                ? "Cannot listen on port "
                        + settings.port()
                        + ": "
                        + cause.getMessage()
                        + ". Stop what uses it, or choose another port with PORT."
                : "Cannot listen on port " + settings.port() + ": " + cause;
    }

    private Mono<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        return Mono.fromFuture(rest, true).flatMap(others -> others.apply(request, response));
    }

    public boolean isOpen() {
        return server != null;
    }

    /**
     * The port that the socket really has.
     *
     * @throws IllegalStateException if the door is not open
     */
    public int port() {
        var bound = server;
        if (bound == null) {
            throw new IllegalStateException("The door is not open");
        }
        return bound.port();
    }

    /** Serves a function from now on; its name must be new. */
    public void add(HostedFunction function) {
        if (function(function.name()).isPresent()) {
            throw new InvalidSettingException(
                    "Two functions are named '" + function.name() + "'. Give each its own name.");
        }
        functions.add(function);
    }

    /** In the order in which they were added. */
    public Collection<HostedFunction> functions() {
        return List.copyOf(functions);
    }

    public Optional<HostedFunction> function(String name) {
        return functions.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * Hands over everything that is no function's request; those who asked earlier are answered
     * now.
     */
    public void adopt(
            BiFunction<? super HttpServerRequest, ? super HttpServerResponse, Mono<Void>> others) {
        rest.complete(others);
    }

    /** Closes the socket and all connections. */
    @Override
    public synchronized void close() {
        var bound = server;
        if (bound != null) {
            bound.disposeNow();
        }
    }
}
