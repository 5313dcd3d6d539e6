package dev.kiln.server;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.PayloadKindChoice;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is served where, with lines to paste into a shell.
 *
 * @param product with its version
 */
record StartMessage(String product, int port, boolean invokeApi) {

    String of(Collection<HostedFunction> functions) {
        var text = new StringBuilder("%s at %s%n".formatted(product, url()));
        for (var function : functions) {
            describe(function, functions.size() > 1, text);
        }
        if (invokeApi) {
            var ready = functions.stream().filter(function -> !failed(function)).toList();
            // One that takes any event suits the call best.
            ready.stream()
                    .filter(StartMessage::isRaw)
                    .findFirst()
                    .or(() -> ready.stream().findFirst())
                    .ifPresent(function ->
                            text.append("%nInvoke API%n  %s%n".formatted(command(function))));
        }
        return text.toString();
    }

    /** For logs that are collected. */
    String inOneLine(Collection<HostedFunction> functions) {
        return functions.stream()
                .map(it -> "%s (%s)".formatted(it.name(), it.settings().handler()))
                .collect(
                        Collectors.joining(
                                ", ", product + " serves ", " on port %d%n".formatted(port)));
    }

    private void describe(HostedFunction function, boolean several, StringBuilder text) {
        text.append("%n%s: %s%n".formatted(function.name(), function.settings().handler()));
        if (failed(function)) {
            text.append(
                    "  not ready, for the reason above; its callers get that error%n".formatted());
            return;
        }
        var timeout = function.definition().limits().timeout();
        var state = function.initState() instanceof InitState.Initialising ? ", initialising" : "";
        text.append("  %stimeout %s%s%n".formatted(kind(function), seconds(timeout), state));
        var address = url() + "/" + (several ? function.name() : "");
        var example = function.definition().example().orElseGet(() -> example(function));
        text.append("  curl %s%n".formatted(example.replace("{url}", address)));
    }

    private static String kind(HostedFunction function) {
        return choice(function)
                .map(choice -> "%s (%s), ".formatted(choice.kind(), choice.reason()))
                .orElse("");
    }

    /** Where the body is the event there must be one. */
    private static String example(HostedFunction function) {
        return isRaw(function) ? "-d '{}' '{url}'" : "'{url}'";
    }

    private static boolean isRaw(HostedFunction function) {
        return choice(function).filter(it -> it.kind() == PayloadKind.RAW).isPresent();
    }

    /** The kind is not known while the handler is being loaded. */
    private static Optional<PayloadKindChoice> choice(HostedFunction function) {
        var choice = function.payloadKind();
        return choice.isDone() && !choice.isCompletedExceptionally()
                ? Optional.of(choice.join())
                : Optional.empty();
    }

    /** In this form versions 1 and 2 of the aws CLI take the payload as it is. */
    private String command(HostedFunction function) {
        return ("echo '{}' | aws lambda invoke --endpoint-url %s --region us-east-1 --no-sign-request"
                        + " --function-name %s --payload fileb:///dev/stdin /dev/stdout")
                .formatted(url(), function.name());
    }

    private static boolean failed(HostedFunction function) {
        return function.initState() instanceof InitState.Failed;
    }

    private String url() {
        return "http://localhost:" + port;
    }

    private static String seconds(Duration limit) {
        return limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
