package dev.kiln.adapters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the gateways in front of a function are configured.
 *
 * @param apiId empty: the first label of the host name
 * @param stage {@code $default} or a stage's name
 * @param stageInPath whether the public URL begins with the stage's name
 * @param stageVariables none: null in the event of a REST API, left out in that of an HTTP API
 * @param serviceName stands for a host name where a request has none, or a bare address
 * @param trustedProxies CIDR blocks and addresses of proxies whose word on the client counts
 * @param keepPlatformHeaders lower-case names of Knative's headers that the function may see
 * @param restHeaderCase spelling of header names in a REST API's event
 * @param httpApiPathQuirks decode paths twice and cut them at a decoded {@code ?}, as HTTP APIs do
 * @param binaryMediaTypes request types that a REST API hands over as Base64
 * @param responseBinaryMediaTypes {@code Accept} types for which a REST API decodes Base64
 * @param remapHeaders rename and drop response headers as a REST API does
 * @param rawInvokeCompatible answer function errors of raw invocations with status 200
 * @param emulateGatewayLimits enforce the gateways' own time and size limits too
 * @param maxEventSize longest event, in bytes of JSON
 */
public record GatewaySettings(
        Optional<String> apiId,
        String accountId,
        String stage,
        boolean stageInPath,
        Map<String, String> stageVariables,
        String serviceName,
        List<String> trustedProxies,
        Set<String> keepPlatformHeaders,
        HeaderCase restHeaderCase,
        boolean httpApiPathQuirks,
        List<String> binaryMediaTypes,
        List<String> responseBinaryMediaTypes,
        boolean remapHeaders,
        boolean rawInvokeCompatible,
        boolean emulateGatewayLimits,
        int maxEventSize) {

    /** Values of {@code rest-header-case}. */
    public enum HeaderCase {
        /** As received. */
        PRESERVE,
        /**
         * {@code Content-Type}: for handlers that look names up so, behind proxies that lower them.
         */
        CANONICAL
    }

    /** 6 MiB and 100 bytes: what Lambda takes in a synchronous invocation. */
    private static final int LAMBDA_PAYLOAD_LIMIT = 6 * 1024 * 1024 + 100;

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
     * Reads settings by the names they have for users, such as {@code trusted-proxies}; lists are
     * separated by commas.
     *
     * @param setting from a name to its value
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static GatewaySettings read(
            Function<String, Optional<String>> setting, String serviceName) {
        var text = new SettingText(setting);
        return new GatewaySettings(
                setting.apply("api-id"),
                text.string("account-id", "123456789012"),
                text.string("stage", "$default"),
                text.flag("stage-in-path", false),
                text.pairs("stage-variables"),
                serviceName,
                text.list("trusted-proxies", PRIVATE_NETWORKS),
                text.lowerCaseSet("keep-platform-headers"),
                text.flag("rest-header-case", "preserve", "canonical")
                        ? HeaderCase.CANONICAL
                        : HeaderCase.PRESERVE,
                text.flag("http-api-path-quirks", false),
                text.list("binary-media-types", List.of()),
                text.list("response-binary-media-types", List.of("*/*")),
                text.flag("remap-headers", true),
                text.flag("raw-invoke-compatible", false),
                text.flag("emulate-gateway-limits", false),
                text.size("max-event-size", LAMBDA_PAYLOAD_LIMIT));
    }
}
