package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the JDK's own reader of jars. */
class PlainJarTest {

    private static final int NONE = JarFile.baseVersion().feature();
    private static final List<String> NAMES =
            List.of(
                    "META-INF/MANIFEST.MF",
                    "META-INF/versions/8/com/example/A.class",
                    "META-INF/versions/21/com/example/A.class",
                    "com/",
                    "com",
                    "com/example/A.class",
                    "com/example/B.class",
                    "com/example/stored",
                    "empty",
                    "nothing");

    @TempDir Path folder;

    @Test
    void jars_have_the_names_and_contents_that_the_jdk_finds() throws Exception {
        var read = 0;
        var ofSeveralVersions = 0;
        for (var path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar")) {
                try (var plain = PlainJar.of(Path.of(path));
                        var jar = open(Path.of(path))) {
                    if (plain != null) {
                        read++;
                        ofSeveralVersions += jar.isMultiRelease() ? 1 : 0;
                        assertSame(plain, jar, names(jar));
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(20);
        assertThat(ofSeveralVersions).isGreaterThan(3);
    }

    private static List<String> names(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .flatMap(name ->
                        Stream.of(
                                name,
                                name.replaceFirst("/$", ""),
                                name + "/",
                                name + "x",
                                name.replaceFirst("META-INF/versions/[0-9]+/", "")))
                .toList();
    }

    @Test
    void a_jar_with_one_byte_changed_is_left_to_the_jdk_or_means_the_same() throws Exception {
        var whole = jar();
        var random = new Random(7);
        var accepted = 0;
        for (int i = 0; i < whole.length; i++) {
            for (var bits : List.of(0xff, 1, 0x80, 1 + random.nextInt(254))) {
                var changed = whole.clone();
                changed[i] ^= (byte) (int) bits;
                accepted += assertLeftOrSame("byte " + i + " ^ " + bits, changed) ? 1 : 0;
            }
        }
        assertThat(accepted).as("how often there was something to compare").isGreaterThan(100);
    }

    @Test
    void a_jar_that_is_cut_short_or_longer_is_left_to_the_jdk_or_means_the_same() throws Exception {
        var whole = jar();
        assertThat(assertLeftOrSame("whole", whole)).isTrue();
        for (int length = 0; length < whole.length; length++) {
            assertLeftOrSame("cut to " + length, Arrays.copyOf(whole, length));
        }
        var more = new ByteArrayOutputStream();
        more.writeBytes("#!/bin/sh\nexec java -jar $0\n".getBytes(UTF_8));
        more.writeBytes(whole);
        assertLeftOrSame("behind a script", more.toByteArray());
        assertLeftOrSame("before something else", Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void of_two_entries_with_one_name_the_jdks_counts() throws Exception {
        var once = jar();
        var twice = new String(once, ISO_8859_1);
        var renamed =
                twice.replace("com/example/B.class", "com/example/A.class").getBytes(ISO_8859_1);

        assertThat(assertLeftOrSame("twice", renamed)).isTrue();
    }

    @Test
    void names_beyond_ascii_and_signatures_and_comments_are_left_to_the_jdk() throws Exception {
        for (var name :
                List.of(
                        "größe",
                        "META-INF/A.SF",
                        "META-INF/a.rsa",
                        "META-INF/SIG-B",
                        "meta-inf/x")) {
            assertThat(PlainJar.of(file(jar(name, null)))).as(name).isNull();
        }
        assertThat(PlainJar.of(file(jar("x", "a comment")))).isNull();
        assertThat(PlainJar.of(folder.resolve("missing"))).isNull();
        assertThat(PlainJar.of(folder)).isNull();
    }

    @Test
    void who_closes_leaves_it_open_for_others() throws Exception {
        var file = file(jar());
        var one = PlainJar.of(file);
        var other = PlainJar.of(file);
        assertThat(one).isNotNull().isSameAs(other);

        one.close();

        assertThat(other.content(other.directory().find("com/example/B.class", NONE)))
                .isEqualTo("B".repeat(1000).getBytes(UTF_8));
        other.close();
        Files.write(file, jar("another", null));
        try (var changed = PlainJar.of(file)) {
            assertThat(changed).isNotNull().isNotSameAs(one);
            assertThat(changed.directory().find("another", NONE)).isNotNegative();
        }
    }

    @Test
    void a_jar_that_is_deleted_or_replaced_has_what_it_had() throws Exception {
        for (var changed : List.of(new byte[0], jar("another", null))) {
            var file = file(jar());
            var code = new CodeJar(file, file.toUri().toURL(), false);

            Files.delete(file);
            if (changed.length > 0) {
                Files.write(file, changed);
            }

            assertThat(code.find("com/example/B.class").bytes()).hasSize(1000);
            assertThat(code.resource("empty"))
                    .hasToString("jar:" + file.toUri().toURL() + "!/empty");
            assertThat(code.resource("another")).isNull();
            code.close();
        }
    }

    @Test
    void a_manifest_that_is_none_is_named_by_its_jar() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            zip.write("Manifest-Version: 1.0\nbroken\n\n".getBytes(UTF_8));
        }
        var file = file(out.toByteArray());
        try (var code = new CodeJar(file, file.toUri().toURL(), false)) {
            assertThat(code.furtherClassPath()).isNull();
            assertThatThrownBy(code::manifest)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    /** Whether there was anything to compare. */
    private boolean assertLeftOrSame(String what, byte[] content) throws IOException {
        var file = file(content);
        try (var plain = PlainJar.of(file)) {
            if (plain == null) {
                return false;
            }
            try (var jar = open(file)) {
                assertSame(plain, jar, NAMES);
            } catch (IOException e) {
                throw new AssertionError(what + ": the JDK does not open it", e);
            } catch (AssertionError e) {
                throw new AssertionError(what, e);
            }
            return true;
        }
    }

    private static void assertSame(PlainJar plain, JarFile jar, List<String> names)
            throws IOException {
        assertThat(plain.isMultiRelease()).as(jar.getName()).isEqualTo(jar.isMultiRelease());
        var version = plain.isMultiRelease() ? Runtime.version().feature() : NONE;
        for (var name : names) {
            var entry = plain.directory().find(name, version);
            var expected = jar.getJarEntry(name);
            assertThat(entry >= 0).as(name).isEqualTo(expected != null);
            if (entry >= 0) {
                assertThat(plain.directory().name(entry)).isEqualTo(expected.getRealName());
            }
            var found = entry < 0 ? null : plain.content(entry);
            if (found != null) {
                assertThat(found).as(name).isEqualTo(content(jar, expected));
            }
        }
    }

    private static byte @Nullable [] content(JarFile jar, JarEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    private static JarFile open(Path file) throws IOException {
        return new JarFile(file.toFile(), true, ZipFile.OPEN_READ, Runtime.version());
    }

    private Path file(byte[] content) throws IOException {
        var file = Files.createTempFile(folder, "", ".jar");
        return Files.write(file, content);
    }

    private static byte[] jar() throws IOException {
        return jar("empty", null);
    }

    private static byte[] jar(String more, @Nullable String comment) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var contents = new ArrayList<String>();
            contents.add("Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n");
            contents.addAll(List.of("9", "21".repeat(30), "", "A", "B".repeat(1000)));
            var names = new ArrayList<>(NAMES.subList(0, 7));
            names.remove("com");
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(contents.get(i).getBytes(UTF_8));
            }
            var stored = new ZipEntry("com/example/stored");
            var bytes = "stored".getBytes(UTF_8);
            var crc = new CRC32();
            crc.update(bytes);
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(bytes.length);
            stored.setCrc(crc.getValue());
            zip.putNextEntry(stored);
            zip.write(bytes);
            var last = new ZipEntry(more);
            last.setComment(comment);
            last.setExtra(new byte[] {1, 2, 3, 0, 4, 5, 6});
            zip.putNextEntry(last);
        }
        return out.toByteArray();
    }
}
