package dev.kiln.adapters;

import dev.kiln.adapters.routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the gateways in front of a function are configured.
 *
 * @param apiId empty: the first label of the host name
 * @param routes of a REST API or an HTTP API; none: everything goes to the function
 * @param serviceName stands for a host name where a request has none, or a bare address
 * @param trustedProxies CIDR blocks and addresses of proxies whose word on the client counts
 * @param keepPlatformHeaders lower-case names of Knative's headers that the function may see
 * @param httpApiPathQuirks decode paths twice and cut them at a decoded {@code ?}, as HTTP APIs do
 * @param cors of an HTTP API or a Function URL
 * @param streamsResponses whether a Function URL's invoke mode is {@code RESPONSE_STREAM}
 * @param targetGroupArn what a load balancer says of itself
 * @param rawInvokeCompatible answer function errors of raw invocations with status 200
 * @param emulateGatewayLimits enforce the gateways' own time and size limits too
 * @param maxEventSize longest event, in bytes of JSON
 */
public record GatewaySettings(
        Optional<String> apiId,
        String accountId,
        ApiStage stage,
        List<Route> routes,
        String serviceName,
        List<String> trustedProxies,
        Set<String> keepPlatformHeaders,
        RestSettings rest,
        boolean httpApiPathQuirks,
        Optional<CorsSettings> cors,
        boolean streamsResponses,
        String targetGroupArn,
        boolean rawInvokeCompatible,
        boolean emulateGatewayLimits,
        int maxEventSize) {

    /** 6 MiB and 100 bytes: what Lambda takes in a synchronous invocation. */
    private static final int LAMBDA_PAYLOAD_LIMIT = 6 * 1024 * 1024 + 100;

    private static final Pattern API_ID = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

    private static final List<String> PRIVATE_NETWORKS =
            List.of(
                    "127.0.0.0/8",
                    "::1/128",
                    "169.254.0.0/16",
                    "fe80::/10",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "fc00::/7");

    public static GatewaySettings defaults() {
        return read(_ -> Optional.empty(), "function");
    }

    /**
     * The same in the region that functions get where nobody names one.
     *
     * @see #read(Function, String, String)
     */
    public static GatewaySettings read(
            Function<String, Optional<String>> setting, String serviceName) {
        return read(setting, serviceName, "us-east-1");
    }

    /**
     * Reads settings by the names they have for users, such as {@code trusted-proxies}; lists are
     * separated by commas.
     *
     * @param setting from a name to its value
     * @param region of AWS that ARNs shall name
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static GatewaySettings read(
            Function<String, Optional<String>> setting, String serviceName, String region) {
        var text = new SettingText(setting);
        var accountId = text.string("account-id", "123456789012");
        if (!ACCOUNT_ID.matcher(accountId).matches()) {
            throw SettingText.invalid("account-id", accountId, "an account of AWS has 12 digits");
        }
        var apiId = setting.apply("api-id");
        if (apiId.isPresent() && !API_ID.matcher(apiId.get()).matches()) {
            throw SettingText.invalid(
                    "api-id", apiId.get(), "an id has letters, digits and dashes");
        }
        return new GatewaySettings(
                apiId,
                accountId,
                ApiStage.read(text),
                text.routes("routes"),
                serviceName,
                text.list("trusted-proxies", PRIVATE_NETWORKS),
                text.lowerCaseSet("keep-platform-headers"),
                RestSettings.read(text),
                text.flag("http-api-path-quirks", false),
                CorsSettings.read(text),
                text.flag("invoke-mode", "BUFFERED", "RESPONSE_STREAM"),
                text.string("target-group-arn", targetGroup(region, accountId, serviceName)),
                text.flag("raw-invoke-compatible", false),
                text.flag("emulate-gateway-limits", false),
                text.size("max-event-size", LAMBDA_PAYLOAD_LIMIT));
    }

    /**
     * The routes as they stand in public URLs, below a stage's name or a custom domain's base path;
     * what stands there alone if no routes are configured, and nothing if that is not either.
     */
    public List<Route> publicRoutes() {
        var prefix = stage.prefix();
        if (routes.isEmpty()) {
            return prefix.isEmpty() ? List.of() : Route.DEFAULT.below(prefix);
        }
        var all = new ArrayList<Route>();
        for (var route : routes) {
            all.addAll(route.below(prefix));
        }
        return List.copyOf(all);
    }

    private static String targetGroup(String region, String accountId, String serviceName) {
        return "arn:aws:elasticloadbalancing:"
                + region
                + ":"
                + accountId
                + ":targetgroup/"
                + serviceName
                + "/"
                + NameHash.hex(serviceName);
    }
}
