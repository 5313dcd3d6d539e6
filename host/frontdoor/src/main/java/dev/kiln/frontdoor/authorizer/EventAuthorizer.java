package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.HeaderField;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Decides of each request with events whether its sender may send them. */
@FunctionalInterface
public interface EventAuthorizer {

    /**
     * Looks at who sends; never blocks.
     *
     * @param headers of the request
     */
    CompletableFuture<EventVerdict> judge(List<HeaderField> headers);
}
