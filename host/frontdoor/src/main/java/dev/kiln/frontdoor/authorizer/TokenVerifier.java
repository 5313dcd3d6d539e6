package dev.kiln.frontdoor.authorizer;

import java.util.concurrent.CompletableFuture;

/** Checks JSON Web Tokens: signature, issuer, audience, times. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Never blocks; completes exceptionally if the token could not be checked, because the issuer
     * does not answer for one.
     */
    CompletableFuture<Verification> verify(String token);

    /** What a check has found. */
    sealed interface Verification {

        /**
         * @param claims the token's payload: a JSON object, UTF-8
         */
        record Valid(byte[] claims) implements Verification {}

        /**
         * @param reason for the caller: what is wrong with the token, not with the host
         */
        record Invalid(String reason) implements Verification {}
    }
}
