package dev.kiln.runtime.logging;

/**
 * A class loader whose threads write to an environment's log, also those that the function starts
 * itself.
 */
public interface LogOwner {

    EnvironmentLog log();
}
