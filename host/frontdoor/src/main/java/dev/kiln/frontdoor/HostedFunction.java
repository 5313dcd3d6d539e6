package dev.kiln.frontdoor;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invoker;

/** One function behind the door. */
public final class HostedFunction {

    private final FunctionDefinition definition;
    private final FunctionSettings settings;
    private final Invoker invoker;

    HostedFunction(FunctionDefinition definition, FunctionSettings settings, Invoker invoker) {
        this.definition = definition;
        this.settings = settings;
        this.invoker = invoker;
    }

    public String name() {
        return settings.name();
    }

    public FunctionDefinition definition() {
        return definition;
    }

    public FunctionSettings settings() {
        return settings;
    }

    public Invoker invoker() {
        return invoker;
    }
}
