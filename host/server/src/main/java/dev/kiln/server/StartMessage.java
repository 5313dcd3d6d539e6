package dev.kiln.server;

import dev.kiln.frontdoor.hosting.HostedFunction;
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
            functions.stream()
                    .filter(function -> !failed(function))
                    .findFirst()
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
