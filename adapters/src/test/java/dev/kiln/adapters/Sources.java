package dev.kiln.adapters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Event sources with settings of one's own, repeatable ids and an ear for problems. */
public final class Sources {

    public static final HandlerInput MAP =
            new HandlerInput(Set.of(), "java.util.Map", Set.of("java.util.Map"));

    private final List<String> problems = new ArrayList<>();
    private final EventSource source;

    private Sources(PayloadKind kind, HandlerInput input, Map<String, String> settings) {
        source =
                EventSources.of(
                        kind,
                        settings(settings),
                        input,
                        countingIds(),
                        (id, problem) -> problems.add(id + " " + problem));
    }

    public static Sources of(PayloadKind kind, Map<String, String> settings) {
        return new Sources(kind, MAP, settings);
    }

    public static Sources raw(HandlerInput input, Map<String, String> settings) {
        return new Sources(PayloadKind.RAW, input, settings);
    }

    /** Fails on names that nobody reads, so that a misspelt one cannot make a test meaningless. */
    public static GatewaySettings settings(Map<String, String> settings) {
        var unread = new HashSet<>(settings.keySet());
        var read =
                GatewaySettings.read(
                        name -> {
                            unread.remove(name);
                            return Optional.ofNullable(settings.get(name));
                        },
                        "my-service");
        if (!unread.isEmpty()) {
            throw new AssertionError("There are no settings " + unread);
        }
        return read;
    }

    public static IdSource countingIds() {
        var count = new AtomicLong();
        return new IdSource(() -> count.incrementAndGet() * 0x9E3779B97F4A7C15L);
    }

    public EventSource source() {
        return source;
    }

    /** Each with the id of its invocation before it. */
    public List<String> problems() {
        return problems;
    }

    public Exchange open(Requests request) {
        return open(request, Optional.empty());
    }

    public Exchange open(Requests request, Optional<VerifiedCaller> caller) {
        try {
            return source.open(
                    request.build(),
                    new RequestIdentity(
                            Requests.IDENTITY.invocationId(),
                            Requests.IDENTITY.receivedAt(),
                            caller));
        } catch (UnmappableRequestException e) {
            throw new AssertionError("The request was refused: " + e.getMessage(), e);
        }
    }

    public Object event(Requests request, VerifiedCaller caller) {
        return JsonText.parse(open(request, Optional.of(caller)).event());
    }

    public Object event(Requests request) {
        return JsonText.parse(open(request).event());
    }

    public OutboundResponse refusal(Requests request) {
        try {
            source.open(request.build(), Requests.IDENTITY);
        } catch (UnmappableRequestException e) {
            return e.response();
        }
        throw new AssertionError("The request was not refused.");
    }

    /** The response to a request without peculiarities. */
    public OutboundResponse response(String result) {
        return open(Requests.post("/test")).onResult(utf8(result));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(OutboundResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** All values of a header, one per field line. */
    public static List<String> header(OutboundResponse response, String name) {
        var values = new ArrayList<String>();
        for (var line : response.headers()) {
            if (line.name().equalsIgnoreCase(name)) {
                values.add(line.value());
            }
        }
        return values;
    }
}
