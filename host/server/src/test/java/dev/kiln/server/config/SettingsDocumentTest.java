package dev.kiln.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {

    private static final Pattern NAME = Pattern.compile("`([a-z][a-z-]*)(\\.<NAME>)?`");

    @Test
    void every_setting_that_is_read_is_described() throws Exception {
        var names = KilnProperties.knownNames();
        var read = new TreeSet<>(names.function());
        read.addAll(names.host());
        read.remove("functions");
        var firstCells =
                Files.readAllLines(Path.of("../../docs/settings.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("\\|", -1)[1])
                        .collect(Collectors.joining());

        var described =
                NAME.matcher(firstCells)
                        .results()
                        .map(it -> it.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(read);
    }
}
