package dev.kiln.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionRegistry;
import org.springframework.cloud.function.context.config.ContextFunctionCatalogAutoConfiguration;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;

class HandlerCatalogTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:orders";
    private static final Duration LONG = Duration.ofSeconds(30);

    static final List<Outcome> ENDINGS =
            List.of(
                    new Outcome.FunctionError(
                            utf8("{\"errorMessage\":\"no\"}"),
                            "Runtime.UserException",
                            Optional.empty(),
                            Outcome.Stage.HANDLER),
                    new Outcome.TimedOut(Duration.ofSeconds(3)),
                    new Outcome.Throttled(Duration.ZERO));

    private final ConfigurableApplicationContext context =
            new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE).run();
    private final HandlerCatalog catalog = context.getBean(HandlerCatalog.class);
    private final List<Invocation> invocations = new ArrayList<>();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void a_handler_stands_in_the_catalog_under_its_name() {
        catalog.register("orders", ARN, recording(event -> "{\"got\":" + event + "}"));

        Function<Message<byte[]>, Message<byte[]>> orders =
                context.getBean(FunctionCatalog.class).lookup("orders");
        var answer = orders.apply(MessageBuilder.withPayload(utf8("{\"id\":1}")).build());

        assertThat(answer.getPayload()).asString().isEqualTo("{\"got\":{\"id\":1}}");
        assertThat(invocations.getFirst().invokedFunctionArn()).isEqualTo(ARN);
        assertThat(invocations.getFirst().requestId()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "redact|orders; {\"got\":{\"card\":\"****\"}}",
                "orders|shout; {\"GOT\":{\"CARD\":\"4111\"}}",
                "redact|orders|shout; {\"GOT\":{\"CARD\":\"****\"}}",
                "typed|orders; {\"got\":{\"card\":\"typed 4111\"}}",
                "messages|orders; {\"got\":{\"card\":\"4111\"}}",
                "orders|later; {\"later\":{\"got\":{\"card\":\"4111\"}}}",
                "redact; {\"card\":\"****\"}",
                "typed; {\"card\":\"typed 4111\"}",
                "map; {\"size\":1}",
            })
    void functions_are_run_in_the_order_of_the_definition(String definition, String result) {
        catalog.register("orders", ARN, recording(event -> "{\"got\":" + event + "}"));

        var outcome = run(definition, "{\"card\":\"4111\"}");

        assertThat(text(outcome)).isEqualTo(result);
    }

    @Test
    void the_handler_gets_the_callers_invocation() {
        catalog.register("orders", ARN, recording(event -> event));
        var invocation = invocation("{}").withTraceHeader("Root=1-2-3");

        catalog.invoker("redact|orders", LONG).invoke(invocation).join();

        var seen = invocations.getFirst();
        assertThat(seen.requestId()).isEqualTo(invocation.requestId());
        assertThat(seen.traceHeader()).contains("Root=1-2-3");
        assertThat(seen.invokedFunctionArn()).isEqualTo(ARN + ":PROD");
    }

    @Test
    void a_second_handler_has_a_request_id_and_a_name_of_its_own() {
        var other = ARN.replace("orders", "invoices");
        catalog.register("orders", ARN, recording(event -> event));
        catalog.register("invoices", other, recording(event -> event));

        run("orders|invoices", "{}");

        assertThat(invocations).hasSize(2);
        assertThat(invocations.getLast().requestId())
                .isNotEqualTo(invocations.getFirst().requestId());
        assertThat(invocations.getLast().invokedFunctionArn()).isEqualTo(other);
    }

    @ParameterizedTest
    @FieldSource("ENDINGS")
    void what_is_no_result_ends_the_composition_unchanged(Outcome ending) {
        catalog.register("orders", ARN, _ -> CompletableFuture.completedFuture(ending));

        var outcome = run("redact|orders|shout", "{}");

        assertThat(outcome).isSameAs(ending);
    }

    @Test
    void a_beans_exception_is_a_function_error_without_the_hosts_frames() {
        var outcome = run("failing", "{}");

        assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
        assertThat(((Outcome.FunctionError) outcome).error())
                .asString()
                .contains("\"errorMessage\":\"no stock\"")
                .contains("\"errorType\":\"java.lang.IllegalStateException\"")
                .contains("HandlerCatalogTest")
                .doesNotContain("org.springframework")
                .doesNotContain("CompositionInvoker");
    }

    @Test
    void a_bean_that_takes_too_long_is_interrupted_and_timed_out() throws Exception {
        var limit = Duration.ofMillis(50);

        var outcome = catalog.invoker("endless", limit).invoke(invocation("{}")).join();

        assertThat(outcome).isEqualTo(new Outcome.TimedOut(limit));
        assertThat(context.getBean(Endless.class).interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_caller_does_not_wait_for_a_bean() {
        var outcome = catalog.invoker("endless", LONG).invoke(invocation("{}"));

        assertThat(outcome).isNotDone();
        outcome.cancel(true);
    }

    @Test
    void a_definition_with_an_unknown_name_says_what_there_is() {
        catalog.register("orders", ARN, recording(event -> event));

        assertThatThrownBy(() -> catalog.invoker("redct|orders", LONG))
                .hasMessageContaining("'redct'")
                .hasMessageContaining("orders, redact")
                .hasMessageNotContaining("functionRouter");
    }

    @Test
    void a_handler_and_a_bean_cannot_have_one_name() {
        assertThatThrownBy(() -> catalog.register("redact", ARN, recording(event -> event)))
                .hasMessageContaining("'redact' is both a handler and a bean");
    }

    @Test
    void what_the_first_function_takes_and_the_last_one_gives_is_known() {
        assertThat(catalog.description("typed|redact").inputType()).isEqualTo(Card.class.getName());
        assertThat(catalog.description("messages").inputType()).isEqualTo(Card.class.getName());
        assertThat(catalog.description("map").inputTypes()).contains("java.util.Map");
        assertThat(catalog.description("redact|typed").resultTypes())
                .contains(Card.class.getName());
    }

    private Outcome run(String definition, String event) {
        return catalog.invoker(definition, LONG).invoke(invocation(event)).join();
    }

    private Invoker recording(Function<String, String> handler) {
        return invocation -> {
            invocations.add(invocation);
            var event = new String(invocation.event(), StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(
                    new Outcome.Succeeded(utf8(handler.apply(event))));
        };
    }

    private static Invocation invocation(String event) {
        return Invocation.of("8f5e0c12-0000-4000-8000-000000000001", ARN + ":PROD", utf8(event));
    }

    private static String text(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return new String(((Outcome.Succeeded) outcome).result(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    record Card(String card) {}

    /** Runs until it is interrupted. */
    static final class Endless implements Function<String, String> {

        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public String apply(String event) {
            try {
                new CountDownLatch(1).await();
                return event;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ContextFunctionCatalogAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Beans {

        @Bean
        HandlerCatalog handlerCatalog(
                FunctionRegistry registry, ListableBeanFactory beans, JsonMapper json) {
            return new HandlerCatalog(registry, beans, json);
        }

        @Bean
        Function<String, String> redact() {
            return event -> event.replace("4111", "****");
        }

        @Bean
        Function<String, String> shout() {
            return event -> event.toUpperCase(Locale.ROOT);
        }

        @Bean
        Function<Card, Card> typed() {
            return card -> new Card("typed " + card.card());
        }

        @Bean
        Function<Message<Card>, Message<Card>> messages() {
            return message -> MessageBuilder.withPayload(message.getPayload()).build();
        }

        @Bean
        Function<Map<String, Object>, Map<String, Object>> map() {
            return event -> Map.of("size", event.size());
        }

        @Bean
        Function<String, Mono<String>> later() {
            return event -> Mono.just("{\"later\":" + event + "}");
        }

        @Bean
        Function<String, String> failing() {
            return _ -> {
                throw new IllegalStateException("no stock");
            };
        }

        @Bean
        Endless endless() {
            return new Endless();
        }
    }
}
