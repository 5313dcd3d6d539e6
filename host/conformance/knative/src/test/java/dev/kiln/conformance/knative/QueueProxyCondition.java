package dev.kiln.conformance.knative;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Builds queue-proxy before a class of tests, or has its tests reported as skipped. What a method
 * for all tests aborts is in no report.
 */
final class QueueProxyCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("The class has been asked for");
        }
        try {
            QueueProxyProgram.build();
            Turn.take().close();
            return ConditionEvaluationResult.enabled("queue-proxy is built");
        } catch (TestAbortedException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while queue-proxy was built", e);
        }
    }
}
