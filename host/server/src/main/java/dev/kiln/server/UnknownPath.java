package dev.kiln.server;

import dev.kiln.adapters.routes.Route;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.hosting.HostedFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers what nobody else does, and says what there is instead. */
final class UnknownPath implements WebHandler {

    /** The paths of AWS's service APIs begin with the date of their version. */
    private static final Pattern AWS_API = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d(/.*)?");

    private final FrontDoor door;
    private final JsonMapper json;

    UnknownPath(FrontDoor door, JsonMapper json) {
        this.door = door;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.NOT_FOUND);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        var path = exchange.getRequest().getPath().value();
        var body = AWS_API.matcher(path).matches() ? unknownOperation(exchange) : noFunction(path);
        var bytes = json.writeValueAsBytes(body);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    /** As AWS's clients expect errors: they take the class from the header. */
    private static Map<String, Object> unknownOperation(ServerWebExchange exchange) {
        var headers = exchange.getResponse().getHeaders();
        headers.set("x-amzn-ErrorType", "UnknownOperationException");
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        return Map.of(
                "message",
                "Kiln does not offer %s %s."
                        .formatted(
                                exchange.getRequest().getMethod(),
                                exchange.getRequest().getPath().value()));
    }

    private Map<String, Object> noFunction(String path) {
        var body = new LinkedHashMap<String, Object>();
        body.put("message", "No function is at %s.".formatted(path));
        body.put("functions", door.functions().stream().flatMap(UnknownPath::addresses).toList());
        return body;
    }

    private static Stream<String> addresses(HostedFunction function) {
        return function.isRouted()
                ? function.gateway().publicRoutes().stream().map(Route::key)
                : Stream.of("/" + function.name());
    }
}
