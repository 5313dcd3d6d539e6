package dev.kiln.server;

import dev.kiln.frontdoor.HostedFunction;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.Collection;
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
            var first = functions.iterator().next();
            text.append("%nInvoke API%n  %s%n".formatted(command(first.name())));
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
        if (function.initState() instanceof InitState.Failed) {
            text.append("  not ready, for the reason above%n".formatted());
            return;
        }
        var timeout = function.definition().limits().timeout();
        text.append("  %stimeout %s%n".formatted(kind(function), seconds(timeout)));
        var address = url() + "/" + (several ? function.name() : "");
        var example = function.definition().example().orElse("'{url}'");
        text.append("  curl %s%n".formatted(example.replace("{url}", address)));
    }

    /** The kind is not known while the handler is being loaded. */
    private static String kind(HostedFunction function) {
        var choice = function.payloadKind();
        return choice.isDone() && !choice.isCompletedExceptionally()
                ? "%s (%s), ".formatted(choice.join().kind(), choice.join().reason())
                : "";
    }

    private String command(String function) {
        return "aws lambda invoke --endpoint-url %s --region us-east-1 --no-sign-request --function-name %s /dev/stdout"
                .formatted(url(), function);
    }

    private String url() {
        return "http://localhost:" + port;
    }

    private static String seconds(Duration limit) {
        return limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
