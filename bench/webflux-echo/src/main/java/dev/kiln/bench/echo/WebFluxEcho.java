package dev.kiln.bench.echo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers {@code POST /} with its body, as JSON or as bytes. */
@SpringBootApplication
@RestController
public class WebFluxEcho {

    @PostMapping(path = "/", consumes = "application/json", produces = "application/json")
    Mono<byte[]> echo(@RequestBody Mono<byte[]> body) {
        return body;
    }

    @PostMapping(
            path = "/",
            consumes = "application/octet-stream",
            produces = "application/octet-stream")
    Mono<byte[]> echoBytes(@RequestBody Mono<byte[]> body) {
        return body;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(WebFluxEcho.class, arguments);
    }
}
