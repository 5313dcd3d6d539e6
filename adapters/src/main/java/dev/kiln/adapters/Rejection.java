package dev.kiln.adapters;

/** Why a caller is not let in. */
public enum Rejection {
    /** Nobody knows who it is. */
    UNAUTHENTICATED,
    /** It has no right to do this. */
    FORBIDDEN
}
