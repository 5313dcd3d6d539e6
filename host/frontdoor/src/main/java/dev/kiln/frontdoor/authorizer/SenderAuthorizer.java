package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.Rejection.Reason;
import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.frontdoor.authorizer.EventVerdict.Admitted;
import dev.kiln.frontdoor.authorizer.EventVerdict.Refused;
import dev.kiln.frontdoor.authorizer.EventVerdict.Unknown;
import dev.kiln.frontdoor.authorizer.TokenVerifier.Verification;
import dev.kiln.frontdoor.config.SenderSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of senders with a token for this function, as the receiving parts of Knative
 * Eventing do. Until there is a {@link TokenVerifier} senders wait.
 */
public final class SenderAuthorizer implements EventAuthorizer {

    private static final String BEARER = "Bearer ";

    private final SenderSettings settings;
    private final CompletableFuture<TokenVerifier> verifier = new CompletableFuture<>();

    public SenderAuthorizer(SenderSettings settings) {
        this.settings = settings;
    }

    /** What it was told. */
    public SenderSettings settings() {
        return settings;
    }

    /** Who checks tokens from now on; the first call counts. */
    public void verifyWith(TokenVerifier tokens) {
        verifier.complete(tokens);
    }

    @Override
    public CompletableFuture<EventVerdict> judge(List<HeaderField> headers) {
        var token = token(headers);
        return token.isEmpty()
                ? CompletableFuture.completedFuture(
                        unauthenticated("", "An event needs a token: Authorization: Bearer <JWT>."))
                : verifier.thenCompose(tokens -> tokens.verify(token.get())).handle(this::verdict);
    }

    /** Several are none. */
    private static Optional<String> token(List<HeaderField> headers) {
        String found = null;
        for (var field : headers) {
            if (field.name().equalsIgnoreCase("Authorization")) {
                if (found != null) {
                    return Optional.empty();
                }
                found = field.value().trim();
            }
        }
        return found != null && found.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(found.substring(BEARER.length()).trim())
                : Optional.empty();
    }

    private EventVerdict verdict(@Nullable Verification found, @Nullable Throwable problem) {
        return switch (found) {
            case Verification.Valid(var claims) -> verdict(claims);
            case Verification.Invalid(var reason) ->
                    unauthenticated(
                            " error=\"invalid_token\", error_description=\"" + reason + "\"",
                            "The token does not hold: " + reason + ".");
            case null ->
                    new Unknown("The token cannot be checked: its issuer does not answer for it.");
        };
    }

    private EventVerdict verdict(byte[] claims) {
        if (settings.subjects().isEmpty()) {
            return new Admitted();
        }
        var subject = VerifiedCaller.Jwt.of(claims, false).subject();
        return subject.isPresent() && settings.subjects().contains(subject.get())
                ? new Admitted()
                : new Refused(
                        new Rejection(Reason.FORBIDDEN, "Bearer error=\"insufficient_scope\""),
                        "The subject of the token may not send events to this function.");
    }

    private static EventVerdict unauthenticated(String error, String message) {
        return new Refused(new Rejection(Reason.UNAUTHENTICATED, "Bearer" + error), message);
    }
}
