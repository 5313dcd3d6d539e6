package dev.kiln.frontdoor.invokeapi;

import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The function that an address means, and as what it is invoked.
 *
 * @param version that answers the address's qualifier
 * @param arn with the qualifier, if there was one
 */
record FunctionTarget(HostedFunction function, String version, String arn) {

    /** The name that AWS's emulator serves, whatever the function is called. */
    private static final String EMULATOR_NAME = "function";

    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    /**
     * @param anyName whether an unknown name means the first function
     */
    static FunctionTarget find(FunctionAddress address, HostedFunctions functions, boolean anyName)
            throws ApiException {
        var first = functions.first();
        var found = functions.named(address.name());
        if (found.isEmpty() && (anyName || address.name().equals(EMULATOR_NAME))) {
            found = first;
        }
        checkPlace(address, found.isPresent() ? found : first);
        if (found.isEmpty()) {
            throw notFound(address, first);
        }
        var function = found.get();
        var version = versionOf(function, address.qualifier().orElse("$LATEST"));
        if (version == null) {
            throw notFound(address, found);
        }
        var arn = function.settings().arn();
        return new FunctionTarget(
                function, version, address.qualifier().map(q -> arn + ":" + q).orElse(arn));
    }

    private static void checkPlace(FunctionAddress address, Optional<HostedFunction> here)
            throws ApiException {
        if (here.isEmpty() || address.region().isEmpty()) {
            return;
        }
        var own = part(here.get(), REGION);
        if (!address.region().get().equals(own)) {
            throw new ApiException(
                    ApiError.notFound(
                            "Functions from '"
                                    + address.region().get()
                                    + "' are not reachable in this region ('"
                                    + own
                                    + "')"));
        }
    }

    private static @Nullable String versionOf(HostedFunction function, String qualifier) {
        var definition = function.definition();
        var own = function.settings().version();
        if (qualifier.equals("$LATEST") || qualifier.equals(own)) {
            return own;
        }
        return definition.versions().contains(qualifier)
                ? qualifier
                : definition.aliases().get(qualifier);
    }

    private static ApiException notFound(FunctionAddress address, Optional<HostedFunction> here) {
        return new ApiException(
                ApiError.notFound(
                        "Function not found: arn:aws:lambda:"
                                + (here.isEmpty() ? "us-east-1" : part(here.get(), REGION))
                                + ":"
                                + address.account()
                                        .orElse(
                                                here.isEmpty()
                                                        ? "123456789012"
                                                        : part(here.get(), ACCOUNT))
                                + ":function:"
                                + address.name()
                                + ":"
                                + address.qualifier().orElse("$LATEST")));
    }

    /** arn:partition:lambda:region:account:function:name. */
    private static String part(HostedFunction function, int index) {
        var arn = function.settings().arn();
        var start = 0;
        for (var i = 0; i < index; i++) {
            start = arn.indexOf(':', start) + 1;
        }
        return arn.substring(start, arn.indexOf(':', start));
    }
}
