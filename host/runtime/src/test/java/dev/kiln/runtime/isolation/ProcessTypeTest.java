package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the place of the JDK's members is there, and is what is called. */
class ProcessTypeTest {

    static Stream<String> names() {
        return Arrays.stream(ProcessType.all()).map(type -> text(type.name()));
    }

    /** Else a function that calls an overload would fail for want of a method. */
    @ParameterizedTest
    @MethodSource("names")
    void every_public_member_of_that_name_has_a_counterpart(String name) throws Exception {
        var type =
                Arrays.stream(ProcessType.all())
                        .filter(candidate -> text(candidate.name()).equals(name))
                        .findFirst()
                        .orElseThrow();
        var own = Class.forName(name.replace('/', '.'));
        var hook = Class.forName(type.hook().replace('/', '.'));

        for (var method : type.methods()) {
            var overloads =
                    Arrays.stream(own.getDeclaredMethods())
                            .filter(candidate -> candidate.getName().equals(text(method)))
                            .filter(candidate -> Modifier.isPublic(candidate.getModifiers()))
                            .toList();
            assertThat(overloads).as(text(method)).isNotEmpty();
            for (var overload : overloads) {
                assertThat(Modifier.isStatic(overload.getModifiers())).isEqualTo(!type.isVirtual());
                assertThat(counterpart(hook, overload).getReturnType())
                        .as("%s", overload)
                        .isEqualTo(overload.getReturnType());
            }
        }
        for (var field : type.fields()) {
            assertThat(hook.getField(text(field)).getType())
                    .isEqualTo(own.getField(text(field)).getType());
        }
    }

    private static Method counterpart(Class<?> hook, Method method) throws NoSuchMethodException {
        var parameters = new ArrayList<>(List.of(method.getParameterTypes()));
        if (!Modifier.isStatic(method.getModifiers())) {
            parameters.addFirst(method.getDeclaringClass());
        }
        var type = MethodType.methodType(method.getReturnType(), parameters);
        return hook.getMethod(method.getName(), type.parameterArray());
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    @Test
    void a_logger_of_the_functions_own_class_keeps_its_methods(@TempDir Path folder) {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.function.*;
                                import java.util.logging.*;

                                public class Logs extends TextFunction {
                                    static class OwnLogger extends Logger {
                                        int added;

                                        OwnLogger() {
                                            super("own", null);
                                        }

                                        @Override
                                        public void addHandler(Handler handler) {
                                            added++;
                                            super.addHandler(handler);
                                        }
                                    }

                                    @Override
                                    protected Object answer(String event) {
                                        OwnLogger own = new OwnLogger();
                                        Handler handler = new ConsoleHandler();
                                        own.addHandler(handler);
                                        Logger seen = own;
                                        seen.addHandler(handler);
                                        Logger plain = Logger.getAnonymousLogger();
                                        Consumer<Handler> add = plain::addHandler;
                                        Function<Logger, Handler[]> all = Logger::getHandlers;
                                        add.accept(handler);
                                        return own.added + " " + own.getHandlers().length
                                                + " " + (all.apply(plain)[0] == handler);
                                    }
                                }
                                """)
                        .code();

        try (var function = TestHost.fresh().start(code, "fn.Logs")) {
            assertThat(function.call()).isEqualTo("2 2 true");
        }
    }
}
