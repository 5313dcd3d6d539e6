package dev.kiln.server;

import dev.kiln.runtime.InvalidSettingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in one message why Spring did not start, instead of its report and stack traces. */
final class StartFailures {

    private StartFailures() {}

    static StartFailedException describe(Throwable failure) {
        var message =
                find(failure, InvalidSettingException.class)
                        .map(Throwable::getMessage)
                        .or(() -> find(failure, MarkedYAMLException.class).map(StartFailures::yaml))
                        .or(() -> analysis(failure))
                        .or(() ->
                                find(failure, BeanCreationException.class).map(StartFailures::bean))
                        .orElseGet(() -> "Spring could not start: " + root(failure));
        return new StartFailedException(message, failure);
    }

    private static String yaml(MarkedYAMLException e) {
        var mark = e.getProblemMark();
        var place =
                mark == null
                        ? ""
                        : " (line %d, column %d)"
                                .formatted(mark.getLine() + 1, mark.getColumn() + 1);
        return "The configuration file, kiln.yaml or what kiln.config names, is not valid YAML%s: %s"
                .formatted(place, e.getProblem());
    }

    private static String bean(BeanCreationException e) {
        return "Spring could not make the bean '%s' (%s): %s"
                .formatted(e.getBeanName(), e.getResourceDescription(), root(e));
    }

    private static Optional<String> analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation(
                        StartFailures.class.getClassLoader())
                // Some analysers need a bean factory, and there may be none.
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.none(),
                        FailureHandler.handleMessage((_, _) -> {}))
                .stream()
                .map(it -> analyse(it, failure))
                .flatMap(Optional::stream)
                .map(it ->
                        it.getAction() == null || it.getAction().isBlank()
                                ? it.getDescription()
                                : it.getDescription() + System.lineSeparator() + it.getAction())
                .findFirst();
    }

    private static Optional<FailureAnalysis> analyse(FailureAnalyzer analyzer, Throwable failure) {
        return Optional.ofNullable(analyzer.analyze(failure));
    }

    private static <T extends Throwable> Optional<T> find(
            @Nullable Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
