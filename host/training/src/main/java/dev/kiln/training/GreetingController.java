package dev.kiln.training;

import dev.kiln.training.Greeter.Greeting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers every path and method. */
@RestController
class GreetingController {

    private final Greeter greeter;

    GreetingController(Greeter greeter) {
        this.greeter = greeter;
    }

    /** What a caller may send; nothing of it has to be there. */
    record Order(@Nullable String name, @Nullable Integer count) {}

    @RequestMapping("/**")
    Greeting any(
            @RequestParam(defaultValue = "world") String name,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String language) {
        return greeter.greet(name, language == null ? 1 : language.length());
    }

    @PostMapping(path = "/**", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Greeting> order(@RequestBody Order order) {
        Greeting greeting =
                greeter.greet(
                        Optional.ofNullable(order.name()).orElse("world"),
                        Optional.ofNullable(order.count()).orElse(1));
        return ResponseEntity.ok().header("X-Greeting", greeting.text()).body(greeting);
    }
}
