package dev.kiln.conformance.frameworks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.EventSources;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.conformance.Function;
import dev.kiln.conformance.Recording;
import dev.kiln.conformance.oracle.RicProcess;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Functions behind AWS's client, fed by the gateways that the adapters are. */
final class AwsSide {

    private static final IdSource IDS = IdSource.random();

    private final RicProcess client;
    private final TaskRoots roots;

    AwsSide(RicProcess client, TaskRoots roots) {
        this.client = client;
        this.roots = roots;
    }

    /** The answers, in the order of the requests. */
    List<Expectation> run(HostedFunction function, List<ShopRequest> requests) {
        var gateway = gatewayOf(function);
        var asked = requests.stream().map(request -> Asked.of(function, gateway, request)).toList();
        var recording =
                client.run(deployed(function), asked.stream().map(Asked::invocation).toList());
        if (recording.answers().size() < asked.size()) {
            throw new AssertionError(
                    "%s behind AWS's client answered %d of %d requests: %s%n%s"
                            .formatted(
                                    function,
                                    recording.answers().size(),
                                    asked.size(),
                                    new String(recording.output(), UTF_8),
                                    new String(recording.errorOutput(), UTF_8)));
        }
        var expectations = new ArrayList<Expectation>();
        for (var i = 0; i < asked.size(); i++) {
            var outcome = recording.answers().get(i).outcome();
            var exchange = asked.get(i).exchange();
            expectations.add(
                    new Expectation(
                            exchange.event(),
                            outcome,
                            response(exchange, outcome),
                            log(recording, i)));
        }
        return expectations;
    }

    private record Asked(Exchange exchange, Invocation invocation) {

        static Asked of(HostedFunction function, EventSource gateway, ShopRequest request) {
            var id = IDS.uuid();
            try {
                var exchange =
                        gateway.open(request.inbound(), new RequestIdentity(id, Instant.now()));
                return new Asked(
                        exchange,
                        Invocation.of(id, function.arn(), exchange.event())
                                .withTraceHeader(exchange.traceHeader()));
            } catch (UnmappableRequestException e) {
                throw new IllegalStateException(request + " never reaches a function", e);
            }
        }
    }

    private static EventSource gatewayOf(HostedFunction function) {
        return EventSources.of(
                function.kind(),
                GatewaySettings.read(
                        name -> Optional.ofNullable(function.settings().get(name)),
                        function.name()),
                new HandlerInput(Set.of(), "java.io.InputStream", Set.of()),
                IDS,
                (_, _) -> {});
    }

    private static OutboundResponse response(Exchange exchange, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> exchange.onResult(result);
            case Outcome.FunctionError(var error, _, _, _) -> exchange.onFunctionError(error);
            case Outcome.TimedOut(var limit) -> exchange.onTimeout(limit);
            case Outcome.Throttled _ -> exchange.onThrottled();
        };
    }

    private static String log(Recording recording, int index) {
        var marks = recording.logMarks();
        return new String(
                Arrays.copyOfRange(
                        recording.output(),
                        Math.toIntExact(marks.get(index).output()),
                        Math.toIntExact(marks.get(index + 1).output())),
                UTF_8);
    }

    private Function deployed(HostedFunction function) {
        try {
            var variables = new TreeMap<>(function.environment());
            variables.putAll(
                    Map.of(
                            "AWS_REGION", "us-east-1",
                            "AWS_DEFAULT_REGION", "us-east-1",
                            "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                            "AWS_LAMBDA_FUNCTION_NAME", function.name(),
                            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                            "LANG", "en_US.UTF-8",
                            "TZ", ":UTC"));
            return new Function(function.handler(), roots.of(function), variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
