package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays true of a class whose references have been redirected. */
class RedirectedClassesTest {

    private static final TestHost HOST = TestHost.fresh();

    @TempDir Path folder;

    @Test
    void variables_are_read_through_method_references_too() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.*;
                                import java.util.function.*;
                                import java.util.stream.*;

                                public class Reads extends TextFunction {
                                    interface Variables {
                                        default String of(String name) {
                                            return System.getenv(name);
                                        }
                                    }

                                    static class Base {
                                        final String read;

                                        Base(Function<String, String> reader) {
                                            read = reader.apply("A");
                                        }
                                    }

                                    @Override
                                    protected Object answer(String event) {
                                        Supplier<Map<String, String>> all = System::getenv;
                                        Function<String, String> one = System::getenv;
                                        return all.get().get("A") + one.apply("A")
                                                + new Variables() {}.of("A")
                                                + Stream.of("A", "B").map(System::getenv).collect(Collectors.joining())
                                                + new Base(System::getenv) {}.read;
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Reads", Map.of("A", "a", "B", "b"))) {
            assertThat(function.call()).isEqualTo("aaaaba");
        }
    }

    @Test
    void shutdown_hooks_run_when_the_environment_ends() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.function.*;

                                public class Hooks extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        Thread removed = hook("removed");
                                        Thread alsoRemoved = hook("also removed");
                                        Consumer<Thread> add = Runtime.getRuntime()::addShutdownHook;
                                        BiFunction<Runtime, Thread, Boolean> remove = Runtime::removeShutdownHook;
                                        Runtime.getRuntime().addShutdownHook(hook("called"));
                                        add.accept(hook("referred to"));
                                        add.accept(removed);
                                        add.accept(alsoRemoved);
                                        return Runtime.getRuntime().removeShutdownHook(removed)
                                                + " " + remove.apply(Runtime.getRuntime(), alsoRemoved)
                                                + " " + Runtime.getRuntime().removeShutdownHook(removed);
                                    }

                                    private static Thread hook(String name) {
                                        return new Thread(() -> System.setProperty("hook " + name, "has run"));
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Hooks")) {
            assertThat(function.call()).isEqualTo("true true false");
            assertThat(System.getProperty("hook called")).isNull();

            function.endAndWait();

            assertThat(System.getProperty("hook called")).isEqualTo("has run");
            assertThat(System.getProperty("hook referred to")).isEqualTo("has run");
            assertThat(System.getProperty("hook removed")).isNull();
            assertThat(System.getProperty("hook also removed")).isNull();
        } finally {
            System.clearProperty("hook called");
            System.clearProperty("hook referred to");
        }
    }

    /**
     * A library that a function does not use may be missing, as long as nobody needs its classes.
     */
    @Test
    void a_class_needs_no_more_classes_than_without_redirection() throws Exception {
        var root =
                TaskRoot.in(folder)
                        .lib(
                                "present.jar",
                                jar ->
                                        jar.source(
                                                """
                                                package lib;

                                                public interface Api {
                                                    String text();
                                                }
                                                """));
        var present = root.libraryPath("present.jar");
        root.lib(
                "missing.jar",
                jar -> jar.source(missing("A"), present).source(missing("B"), present));
        root.source(
                """
                package fn;

                public class Chooses extends TextFunction {
                    @Override
                    protected Object answer(String event) {
                        return event.equals("{}") ? "not asked" : choose(event.equals("a"));
                    }

                    private static String choose(boolean a) {
                        lib.Api api = a ? new lib.A() : new lib.B();
                        if (System.getenv("NEVER_SET") != null) {
                            Runtime.getRuntime().exit(a ? 1 : 2);
                        }
                        return api.text();
                    }
                }
                """);
        Files.delete(root.libraryPath("missing.jar"));

        try (var function = HOST.start(root.code(), "fn.Chooses")) {
            assertThat(function.call()).isEqualTo("not asked");
            assertThat(function.call("a").error()).contains("\"errorMessage\":\"lib/A\"");
        }
    }

    private static String missing(String name) {
        return """
        package lib;

        public class %s implements Api {
            @Override
            public String text() {
                return "%s";
            }
        }
        """
                .formatted(name, name);
    }

    private static final String FULL =
            """
            package fn;

            public class Full extends TextFunction {
                @Override
                protected Object answer(String event) {
                    if (event.equals("exit")) {
                        System.exit(4);
                    }
                    if (event.equals("halt")) {
                        Runtime.getRuntime().halt(5);
                    }
                    return System.getenv("A");
                }
            }
            """;

    @Test
    void calls_behind_switches_and_wide_instructions_are_redirected() {
        var locals = new StringBuilder();
        for (int i = 0; i < 260; i++) {
            locals.append("long v").append(i).append(" = event.length(); ");
        }
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                public class Wide extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        %s
                                        int wide = 1;
                                        wide += 1000;
                                        switch (event.length()) {
                                            case 1: case 2: case 3: wide++; break;
                                            case 10: wide--; break;
                                            default: break;
                                        }
                                        switch (event.length()) {
                                            case 1: wide++; break;
                                            case 1000: wide--; break;
                                            case 100000: return "long";
                                            default: Runtime.getRuntime().exit(wide %% 256);
                                        }
                                        return wide + v259;
                                    }
                                }
                                """
                                        .formatted(locals))
                        .code();

        try (var function = HOST.start(code, "fn.Wide")) {
            assertThat(function.call("1").result()).isEqualTo("1004");
            assertThat(function.call("22").error()).contains("exit status 234");
        }
    }

    /** 65,535 is what the class file format allows. */
    @ParameterizedTest
    @ValueSource(ints = {65_529, 65_533, 65_534, 65_535})
    void a_class_with_as_many_constants_as_there_can_be_is_redirected(int constants)
            throws Exception {
        var root = TaskRoot.in(folder).source(FULL);
        fillUp(root.folder().resolve("fn/Full.class"), constants);

        try (var function = HOST.start(root.code(), "fn.Full", Map.of("A", "a"))) {
            assertThat(function.call()).isEqualTo("a");
            assertThat(function.call("exit").error()).contains("exit status 4");
            assertThat(function.call("halt").error()).contains("exit status 5");
        }
    }

    @Test
    void a_class_without_room_for_two_more_constants_is_refused_with_the_reason() throws Exception {
        var root = TaskRoot.in(folder).source(FULL);
        var type = root.folder().resolve("fn/Full.class");
        ClassTransform allUsed =
                ClassTransform.endHandler(builder -> {
                    var field = 0;
                    while (builder.constantPool().size() < 65_535) {
                        builder.withField(
                                "f" + field++, ConstantDescs.CD_int, ClassFile.ACC_STATIC);
                    }
                });
        Files.write(
                type,
                ClassFile.of().transformClass(ClassFile.of().parse(withoutNames(type)), allUsed));

        try (var function = HOST.start(root.code(), "fn.Full")) {
            assertThat(function.call("{}").error())
                    .contains("there is no room for those that lead the calls")
                    .contains("java.lang.ClassFormatError");
        }
    }

    /** Without anything that could be left out. */
    private static byte[] withoutNames(Path type) throws IOException {
        var dropping =
                ClassFile.of(
                        ClassFile.ConstantPoolSharingOption.NEW_POOL,
                        ClassFile.DebugElementsOption.DROP_DEBUG,
                        ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
        return dropping.transformClass(
                dropping.parse(type),
                ClassTransform.dropping(element -> element instanceof SourceFileAttribute));
    }

    private static void fillUp(Path type, int constants) throws IOException {
        var filled =
                ClassFile.of()
                        .transformClass(
                                ClassFile.of().parse(type),
                                ClassTransform.endHandler(builder -> {
                                    var pool = builder.constantPool();
                                    for (int i = 0; pool.size() < constants; i++) {
                                        pool.utf8Entry("constant " + i);
                                    }
                                }));
        assertThat((filled[8] & 0xFF) << 8 | filled[9] & 0xFF).isEqualTo(constants);
        Files.write(type, filled);
    }

    @Test
    void stack_traces_keep_their_lines() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                public class Throws extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        if (System.getenv("A") == null) {
                                            Runtime.getRuntime().exit(1);
                                        }
                                        throw new IllegalStateException("line 9");
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Throws", Map.of("A", "a"))) {
            assertThat(errorOf(function)).contains("fn.Throws.answer(Throws.java:9)");
        }
    }

    private static String errorOf(RunningFunction function) {
        return function.call("{}").error();
    }
}
