package dev.kiln.frontdoor.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Serves requests; of streams of HTTP/2 only those whose heads keep the rules, and answers the
 * others. Requests of HTTP/1.1 have passed a {@link HeadGuard}.
 */
record StreamHeads(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> requests)
        implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        if (request.version().majorVersion() < 2) {
            return requests.apply(request, response);
        }
        var headers = request.requestHeaders();
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 && hosts.stream().distinct().count() == 1) {
            // A stream may name its authority a second time in a field of HTTP/1.1.
            headers.set(HttpHeaderNames.HOST, hosts.getFirst());
        }
        var problem = HeadRules.violatedByAny(request.uri(), headers);
        return problem == null
                ? requests.apply(request, response)
                : HttpMapper.write(
                        Answers.plain(problem.status(), problem.sentence()), request, response);
    }
}
