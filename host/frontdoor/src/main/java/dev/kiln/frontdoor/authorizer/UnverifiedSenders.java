package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.HeaderField;
import dev.kiln.frontdoor.authorizer.EventVerdict.Admitted;
import dev.kiln.frontdoor.logging.LateLog;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes everybody's events, and says so when the first one comes from a broker or a channel. */
public final class UnverifiedSenders implements EventAuthorizer {

    /** The header by which Knative Eventing says whose events it forwards. */
    private static final String NAMESPACE = "Kn-Namespace";

    private final String function;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param function its name
     */
    public UnverifiedSenders(String function) {
        this.function = function;
    }

    @Override
    public CompletableFuture<EventVerdict> judge(List<HeaderField> headers) {
        if (!told.get() && isForwarded(headers) && told.compareAndSet(false, true)) {
            LateLog.write(
                    Level.WARNING,
                    UnverifiedSenders.class.getName(),
                    "Function '%s' takes the events of everybody who can reach it. Set event-audience to take only those whose senders show a token for it."
                            .formatted(function));
        }
        return CompletableFuture.completedFuture(new Admitted());
    }

    private static boolean isForwarded(List<HeaderField> headers) {
        for (var field : headers) {
            if (field.name().equalsIgnoreCase(NAMESPACE)) {
                return true;
            }
        }
        return false;
    }
}
