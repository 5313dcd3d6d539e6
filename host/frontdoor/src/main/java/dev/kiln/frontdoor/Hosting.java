package dev.kiln.frontdoor;

import dev.kiln.runtime.InvalidSettingException;

/** Makes a running function of its definition; the same for both orders of start. */
public interface Hosting {

    /**
     * Checks the definition and begins to initialise the function in the background; what its own
     * code does wrong is said in the log and to its callers.
     *
     * @throws InvalidSettingException if the definition cannot be meant, or its code is not there
     */
    HostedFunction start(FunctionDefinition definition);
}
