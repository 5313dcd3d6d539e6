package dev.kiln.frontdoor.logging;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets the libraries below the door log in tests as they do in a host. */
public final class LogOfProduction implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        LateLog.install();
    }
}
