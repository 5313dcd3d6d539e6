import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and gives its classes of Java 5 and older the form of Java 8: the JVM's archive takes none that have no stack
 * maps. What they do stays the same. Part of the build: {@code java NewerClassFiles.java FROM TO}.
 */
final class NewerClassFiles {

    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final ClassFileVersion NEWER = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

    private final JarFile jar;
    private final ClassFile classFiles;
    private int changed;

    private NewerClassFiles(JarFile jar) {
        this.jar = jar;
        classFiles =
                ClassFile.of(
                        StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this::classFile).cached()));
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(Path.of(args[1]).getParent());
        try (var jar = new JarFile(args[0]);
                var out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            var classes = new NewerClassFiles(jar);
            for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(classes.contentOf(entry));
                out.closeEntry();
            }
            System.out.println(Path.of(args[1]).getFileName() + ": " + classes.changed + " classes of Java 5 and older rewritten");
        }
    }

    private byte[] contentOf(JarEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            var content = in.readAllBytes();
            return entry.getName().endsWith(".class") ? newer(content, entry.getName()) : content;
        }
    }

    private byte[] newer(byte[] content, String name) {
        var model = classFiles.parse(content);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return content;
        }
        changed++;
        var result = classFiles.transformClass(model, bodies().andThen(version()));
        var errors = classFiles.verify(result);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(name + " cannot be rewritten: " + errors);
        }
        return result;
    }

    /** Writes each method anew, which is when stack maps are made. */
    private static ClassTransform bodies() {
        return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    }

    private static ClassTransform version() {
        return (builder, element) ->
                builder.with(element instanceof ClassFileVersion ? NEWER : element);
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
