package dev.kiln.runtime.isolation;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands out the loaders of AWS's libraries: the first environment of a process gets the class
 * path's own copy.
 */
public final class LambdaApiLoaders {

    private final ClassLoader host;
    private final AtomicBoolean shared = new AtomicBoolean();

    /**
     * Serves one process.
     *
     * @param host has the runtime and AWS's libraries on its class path; two instances over one
     *     class path would share statics
     */
    public LambdaApiLoaders(ClassLoader host) {
        this.host = host;
    }

    /** The loader of the next environment. */
    public LambdaApiLoader next() {
        return new LambdaApiLoader(host, shared.compareAndSet(false, true));
    }
}
