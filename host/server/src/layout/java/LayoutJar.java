import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar of other people into the layout, and rewrites those of its classes that would make each start longer: see
 * {@link NewerClassFile} and {@link LaterConstants}. What they do stays the same. Part of the build:
 * {@code java LayoutJar.java FROM TO [CLASS:FIELD,FIELD …]}, where the fields are to be computed when they are first read.
 */
final class LayoutJar {

    private final JarFile jar;
    private final Map<String, Set<String>> later = new HashMap<>();
    private final ClassFile classFiles;
    private int newer;

    private LayoutJar(JarFile jar, List<String> later) {
        this.jar = jar;
        for (var fields : later) {
            var parts = fields.split(":");
            if (parts.length != 2) {
                throw new IllegalArgumentException("'" + fields + "' is not a class, a colon, and fields with commas between");
            }
            this.later.put(parts[0].replace('.', '/') + ".class", Set.of(parts[1].split(",")));
        }
        classFiles =
                ClassFile.of(
                        StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this::classFile).cached()));
    }

    public static void main(String[] args) throws IOException {
        var to = Path.of(args[1]);
        Files.createDirectories(to.getParent());
        try (var jar = new JarFile(args[0]);
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            var copied = new LayoutJar(jar, List.of(args).subList(2, args.length));
            copied.writeTo(out);
            System.out.printf("%s: %d classes of Java 5 and older%n", to.getFileName(), copied.newer);
        }
    }

    private void writeTo(ZipOutputStream out) throws IOException {
        for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            var fields = later.remove(entry.getName());
            if (fields == null) {
                write(entry, entry.getName(), contentOf(entry), out);
            } else {
                var constants = new LaterConstants(classFiles.parse(bytes(entry)), fields, classFiles);
                write(entry, entry.getName(), verified(constants.rest()), out);
                write(entry, constants.holderName() + ".class", verified(constants.holder()), out);
            }
        }
        if (!later.isEmpty()) {
            throw new IllegalArgumentException(jar.getName() + " has no " + later.keySet());
        }
    }

    private static void write(JarEntry from, String name, byte[] content, ZipOutputStream out) throws IOException {
        var copy = new ZipEntry(name);
        copy.setTimeLocal(from.getTimeLocal());
        out.putNextEntry(copy);
        out.write(content);
        out.closeEntry();
    }

    private byte[] contentOf(JarEntry entry) throws IOException {
        var content = bytes(entry);
        if (!entry.getName().endsWith(".class")) {
            return content;
        }
        var type = classFiles.parse(content);
        if (!NewerClassFile.isNeeded(type)) {
            return content;
        }
        newer++;
        return verified(NewerClassFile.of(type, classFiles));
    }

    private byte[] verified(byte[] type) {
        var errors = classFiles.verify(type);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(classFiles.parse(type).thisClass().asInternalName() + " cannot be rewritten: " + errors);
        }
        return type;
    }

    private byte[] bytes(JarEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private InputStream classFile(ClassDesc type) {
        var descriptor = type.descriptorString();
        var name = descriptor.substring(1, descriptor.length() - 1) + ".class";
        var entry = jar.getEntry(name);
        try {
            return entry == null ? ClassLoader.getPlatformClassLoader().getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
