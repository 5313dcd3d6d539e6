package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the class files of a library. */
class TrainedJarsTest {

    private static final int STEP = 61;

    @TempDir Path folder;

    private final Path jar = library("/assertj-core-");
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private Path file;
    private CentralDirectory directory;
    private CodeSource source;

    @BeforeEach
    void record_some_classes() throws Exception {
        source = new CodeSource(URI.create("file:/x.jar").toURL(), (CodeSigner[]) null);
        file = folder.resolve("function.jars");
        var recorder = new JarRecorder(file);
        try (var opened = new JarFile(jar.toFile());
                var plain = PlainJar.of(jar)) {
            directory = plain.directory();
            opened.stream()
                    .filter(TrainedJarsTest::isPicked)
                    .forEach(entry -> classes.put(entry.getName(), content(opened, entry)));
            recorder.add(directory.entries(), directory.index());
        }
        assertThat(classes).hasSizeGreaterThan(20);
        classes.forEach((name, content) -> recorder.add(name, content, isAsIs(name)));
        recorder.write();
    }

    private static boolean isPicked(ZipEntry entry) {
        return entry.getName().contains("/util/") && entry.getName().endsWith(".class");
    }

    private static boolean isAsIs(String name) {
        return name.length() % 2 == 0;
    }

    @Test
    void what_was_recorded_is_found() {
        var trained = TrainedJars.of(file.toString());

        classes.forEach((name, content) -> {
            var found = find(trained, name, content);
            assertThat(found).as(name).isNotNull();
            assertThat(found.bytes()).isEqualTo(content);
            assertThat(found.asIs()).isEqualTo(isAsIs(name));
            assertThat(found.source()).isSameAs(source);
        });
        assertThat(trained.index(directory.entries())).isEqualTo(directory.index());
    }

    @Test
    void what_is_another_now_is_not_found() {
        var trained = TrainedJars.of(file.toString());

        classes.forEach((name, content) -> {
            var changed = content.clone();
            changed[changed.length / 2]++;
            assertThat(find(trained, name, changed)).isNull();
            assertThat(find(trained, name + "x", content)).isNull();
            assertThat(find(trained, name, Arrays.copyOf(content, content.length + 1))).isNull();
        });
        var entries = directory.entries().clone();
        entries[entries.length - 1]++;
        assertThat(trained.index(entries)).isNull();
        assertThat(trained.index(Arrays.copyOf(entries, entries.length - 1))).isNull();
    }

    @Test
    void a_damaged_file_has_less_and_nothing_wrong() throws Exception {
        var whole = Files.readAllBytes(file);
        var missing = 0;
        for (int at = 0; at < whole.length; at += at < TrainedJars.HEAD_SIZE ? 1 : STEP) {
            var damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            missing += assertNothingWrong(Files.write(file, damaged));
        }
        assertThat(missing).isPositive();
        for (int length = 0; length < whole.length; length += 10 * STEP) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(TrainedJars.of(file.toString())).isNull();
        }
        assertThat(TrainedJars.of(folder.resolve("none").toString())).isNull();
        assertThat(TrainedJars.of(folder.toString())).isNull();
    }

    /** How many are not found. */
    private int assertNothingWrong(Path damaged) {
        var trained = TrainedJars.of(damaged.toString());
        if (trained == null) {
            return classes.size() + 1;
        }
        var missing = 0;
        for (var known : classes.entrySet()) {
            var found = find(trained, known.getKey(), known.getValue());
            if (found == null) {
                missing++;
            } else {
                assertThat(found.bytes()).isEqualTo(known.getValue());
                assertThat(found.asIs()).isEqualTo(isAsIs(known.getKey()));
            }
        }
        var index = trained.index(directory.entries());
        assertThat(index == null || Arrays.equals(index, directory.index())).isTrue();
        return index == null ? missing + 1 : missing;
    }

    @Test
    void an_index_from_training_is_as_good_as_a_new_one() {
        var trained = TrainedJars.of(file.toString()).index(directory.entries());
        var count = countOf(jar);

        var indexed = CentralDirectory.indexed(directory.entries(), trained, count);

        assertThat(CentralDirectory.indexed(directory.entries(), trained, count + 1)).isNull();
        try (var opened = new JarFile(jar.toFile())) {
            opened.stream()
                    .forEach(entry ->
                            assertThat(indexed.find(entry.getName(), Runtime.version().feature()))
                                    .as(entry.getName())
                                    .isEqualTo(
                                            directory.find(
                                                    entry.getName(), Runtime.version().feature()))
                                    .isNotNegative());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void notes_of_a_manifest_are_kept_in_the_index() throws Exception {
        var core = library("/aws-lambda-java-core-");
        try (var plain = PlainJar.of(core)) {
            var known = plain.directory();
            assertThat(known.manifestNotes()).isPositive();

            var indexed = CentralDirectory.indexed(known.entries(), known.index(), countOf(core));

            assertThat(indexed.manifestNotes()).isEqualTo(known.manifestNotes());
        }
    }

    private ClassPathEntry.@Nullable ClassBytes find(
            TrainedJars trained, String name, byte[] content) {
        return trained.find(
                name, TrainedJars.checksum(content, content.length), content.length, source);
    }

    private static int countOf(Path jar) {
        try (var opened = new JarFile(jar.toFile())) {
            return opened.size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] content(JarFile jar, ZipEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path library(String name) {
        for (var path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.contains(name)) {
                return Path.of(path);
            }
        }
        throw new AssertionError("There is no " + name + " on the class path");
    }
}
