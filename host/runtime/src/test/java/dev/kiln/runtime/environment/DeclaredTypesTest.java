package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Declared;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.testing.TestFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What front ends learn of a handler without loading its classes. */
class DeclaredTypesTest {

    @Test
    void the_result_of_a_method_is_named_with_all_that_it_is() {
        var described = method("list");

        assertThat(described.resultTypes())
                .contains("java.util.List", "java.util.Collection", "java.lang.Iterable")
                .doesNotContain("java.util.ArrayList");
        assertThat(described.inputType()).isEqualTo("java.util.Map");
    }

    @Test
    void a_method_without_a_result_gives_void_alone() {
        assertThat(method("nothing").resultTypes()).containsExactly("void");
        assertThat(method("read").resultTypes()).containsExactly("void");
    }

    @Test
    void handlers_of_streams_give_a_stream() {
        var methods =
                List.of(
                        method("write"),
                        described(TestFunction.of(Declared.Stream.class.getName())));

        assertThat(methods)
                .allSatisfy(described ->
                        assertThat(described.resultTypes())
                                .contains("java.io.OutputStream", "java.io.Closeable"));
    }

    @Test
    void a_type_that_is_open_in_the_declaration_is_the_one_that_is_used() {
        var answer = Declared.Answer.class.getName();

        assertThat(method("bound").resultTypes())
                .containsExactlyInAnyOrder(answer, "java.lang.Object", "java.lang.Comparable");
        assertThat(described(TestFunction.of(Declared.Inherited.class.getName())).resultTypes())
                .containsExactlyInAnyOrder(answer, "java.lang.Object", "java.lang.Comparable");
    }

    private static HandlerDescription method(String name) {
        return described(TestFunction.of(Declared.class, name));
    }

    private static HandlerDescription described(TestFunction.Preparation function) {
        try (var started = function.start()) {
            return await(started.pool().description()).orElseThrow();
        }
    }
}
