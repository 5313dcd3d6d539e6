package dev.kiln.server;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.PayloadKindChoice;
import dev.kiln.adapters.routes.Route;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is served where, with lines to paste into a shell.
 *
 * @param product with its version
 * @param managementPort of the actuator, if it has one
 */
record StartMessage(String product, int port, OptionalInt managementPort, boolean invokeApi) {

    String of(Collection<HostedFunction> functions) {
        var text = new StringBuilder("%s at %s%n".formatted(product, url()));
        managementPort.ifPresent(it ->
                text.append("Metrics at http://localhost:%d/actuator/prometheus%n".formatted(it)));
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
                .map(it -> "%s (%s%s)".formatted(it.name(), it.settings().handler(), inShort(it)))
                .collect(
                        Collectors.joining(
                                ", ",
                                product + " serves ",
                                " on port %d%s%n".formatted(port, management())));
    }

    private String management() {
        return managementPort.isPresent() ? ", metrics on port " + managementPort.getAsInt() : "";
    }

    private static String inShort(HostedFunction function) {
        return function.chosenKind()
                .map(choice -> ", %s: %s".formatted(choice.kind(), choice.reason()))
                .orElse("");
    }

    /** For a function whose payload kind is known later than the rest. */
    static String late(HostedFunction function, PayloadKindChoice choice) {
        return "%s: payload kind %s (%s)%n"
                .formatted(function.name(), choice.kind(), choice.reason());
    }

    private void describe(HostedFunction function, boolean several, StringBuilder text) {
        text.append("%n%s: %s%n".formatted(function.name(), function.settings().handler()));
        if (function.initState() instanceof InitState.Failed failed) {
            var then =
                    failed.lasting()
                            ? "its callers get that error"
                            : "the next caller has it tried again";
            text.append("  not ready, for the reason above; %s%n".formatted(then));
            return;
        }
        var timeout = function.definition().limits().timeout();
        var state = function.initState() instanceof InitState.Initialising ? ", initialising" : "";
        text.append("  %stimeout %s%s%n".formatted(kind(function), seconds(timeout), state));
        function.definition()
                .authorizer()
                .ifPresent(
                        it -> text.append("  callers need a token of %s%n".formatted(it.issuer())));
        function.definition()
                .senders()
                .ifPresent(it ->
                        text.append(
                                "  senders of events need a token for %s%n"
                                        .formatted(String.join(" or ", it.audience()))));
        if (several || hasRoutes(function)) {
            for (var route : function.gateway().publicRoutes()) {
                text.append("  %s%n".formatted(route));
            }
        }
        var example = function.definition().example().orElseGet(() -> example(function));
        text.append(
                "  curl %s%n".formatted(example.replace("{url}", url() + path(function, several))));
    }

    /** One that is the function's: that of its first route, if it has any. */
    private static String path(HostedFunction function, boolean several) {
        var byName = several && !function.isRouted() ? "/" + function.name() : "";
        var path =
                firstRoute(function)
                        .map(route -> route.template().replaceAll("\\{([^}+]*)\\+?}", "$1"))
                        .orElse("");
        return byName.isEmpty() && path.isEmpty() ? "/" : byName + path;
    }

    private static Optional<Route> firstRoute(HostedFunction function) {
        return function.gateway().publicRoutes().stream().findFirst();
    }

    private static String kind(HostedFunction function) {
        return function.chosenKind()
                .map(choice -> "%s (%s), ".formatted(choice.kind(), choice.reason()))
                .orElse("");
    }

    /** Where the body is the event there must be one. */
    private static String example(HostedFunction function) {
        var method =
                firstRoute(function)
                        .map(Route::method)
                        .filter(it -> !Set.of("", "ANY", "GET").contains(it))
                        .map("-X %s "::formatted)
                        .orElse("");
        var unbuffered = function.gateway().streamsResponses() ? "-N " : "";
        return unbuffered + method + (isRaw(function) ? "-d '{}' '{url}'" : "'{url}'");
    }

    /** Others have them only to be told from each other. */
    private static boolean hasRoutes(HostedFunction function) {
        return function.chosenKind().filter(it -> !it.kind().isApi()).isEmpty();
    }

    private static boolean isRaw(HostedFunction function) {
        return function.chosenKind().filter(it -> it.kind() == PayloadKind.RAW).isPresent();
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
