package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table in {@code docs/isolation.md} is shown by tests that there are. */
class IsolationTableTest {

    private static final Path TABLE = Path.of("../../docs/isolation.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    static Stream<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| what |") && !line.startsWith("| --- |"));
    }

    @Test
    void there_are_rows() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_names_whose_it_is_and_its_tests(String row) throws Exception {
        var cells = row.split(" \\| ", -1);

        assertThat(cells).hasSize(4);
        assertThat(cells[1]).isIn("private", "function", "shared");
        var tests = TEST.matcher(cells[3]).results().toList();
        assertThat(tests).isNotEmpty();
        for (var test : tests) {
            assertThat(classNamed(test.group(1)).getDeclaredMethods())
                    .as(test.group())
                    .anyMatch(method ->
                            method.getName().equals(test.group(2))
                                    && Arrays.stream(method.getAnnotations())
                                            .anyMatch(annotation ->
                                                    annotation
                                                            .annotationType()
                                                            .getSimpleName()
                                                            .endsWith("Test")));
        }
    }

    private static Class<?> classNamed(String simpleName) throws Exception {
        var root = testClasses();
        try (var files = Files.walk(root)) {
            var file =
                    files.filter(path -> path.endsWith(simpleName + ".class"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("No test class " + simpleName));
            var name = root.relativize(file).toString();
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                    false,
                    IsolationTableTest.class.getClassLoader());
        }
    }

    private static Path testClasses() throws URISyntaxException {
        return Path.of(
                IsolationTableTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
    }
}
