package com.amazonaws.services.lambda.crac;

/** What the {@code org.crac} facade finds behind its compatibility property. */
public final class Core {

    private static final Context<Resource> GLOBAL = new WeakContext();

    private Core() {}

    /** The one context of this environment. */
    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    /**
     * Takes no snapshot.
     *
     * @throws UnsupportedOperationException always, as AWS's runtime lets no function start one
     */
    @SuppressWarnings("DoNotCallSuggester") // the name is AWS's
    public static void checkpointRestore() {
        throw new UnsupportedOperationException("A function cannot start a snapshot");
    }
}
