package dev.kiln.adapters;

/**
 * Why a caller is not let in.
 *
 * @param challenge value of {@code WWW-Authenticate} (RFC 6750), for gateways that send one
 */
public record Rejection(Reason reason, String challenge) {

    /** What is missing. */
    public enum Reason {
        /** Nobody knows who it is. */
        UNAUTHENTICATED,
        /** It has no right to do this. */
        FORBIDDEN
    }
}
