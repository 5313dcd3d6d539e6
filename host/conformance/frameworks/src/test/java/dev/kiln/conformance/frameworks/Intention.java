package dev.kiln.conformance.frameworks;

import dev.kiln.adapters.PayloadKind;
import java.util.Map;
import java.util.Set;

/** What the applications mean to answer: two sides that fail alike would prove nothing. */
final class Intention {

    /** They look at no path but that of the failure. */
    private static final Set<String> WITHOUT_ROUTES = Set.of("powertools", "spring-cloud-function");

    private static final String ENCODED = " GET /items/caf%C3%A9%20au%20lait";

    /** Where a framework has a mind of its own: by the application, or by one of its functions. */
    private static final Map<String, Integer> OTHERWISE =
            Map.ofEntries(
                    Map.entry("http4k HEAD /items/7", 405),
                    // The older way from the container into Spring takes this for a timeout.
                    Map.entry("spring-boot-3 GET /failure", 502),
                    Map.entry("spring-boot-4 GET /failure", 502),
                    Map.entry("spring-boot-4-rest GET /failure", 500),
                    // The newer way reads no multipart bodies, nor does Micronaut.
                    Map.entry("spring-boot-4-rest POST /upload", 400),
                    Map.entry("micronaut POST /upload", 400),
                    // They take the decoded path of payload format 2.0 for a URI.
                    Map.entry("micronaut-http" + ENCODED, 500),
                    Map.entry("quarkus-http" + ENCODED, 500));

    private Intention() {}

    static int statusOf(ShopRequest request, HostedFunction function) {
        var usual =
                WITHOUT_ROUTES.contains(function.application())
                        ? request.target().equals("/failure") ? statusOfThrown(function) : 200
                        : request.status();
        var ofApplication = OTHERWISE.getOrDefault(function.application() + " " + request, usual);
        return OTHERWISE.getOrDefault(function.name() + " " + request, ofApplication);
    }

    /** What the gateway makes of an exception that reaches it. */
    private static int statusOfThrown(HostedFunction function) {
        return function.kind() == PayloadKind.HTTP_V2 ? 500 : 502;
    }
}
