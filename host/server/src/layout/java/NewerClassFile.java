import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/** A class of Java 5 or older in the form of Java 8: the JVM's archive takes none that has no stack maps. */
final class NewerClassFile {

    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final ClassFileVersion NEWER = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

    private NewerClassFile() {}

    static boolean isNeeded(ClassModel type) {
        return type.majorVersion() < FIRST_WITH_STACK_MAPS;
    }

    static byte[] of(ClassModel type, ClassFile classFiles) {
        return classFiles.transformClass(type, bodies().andThen(version()));
    }

    /** Writes each method anew, which is when stack maps are made. */
    private static ClassTransform bodies() {
        return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    }

    private static ClassTransform version() {
        return (builder, element) -> builder.with(element instanceof ClassFileVersion ? NEWER : element);
    }
}
