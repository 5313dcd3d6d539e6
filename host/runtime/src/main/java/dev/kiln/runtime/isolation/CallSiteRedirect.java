package dev.kiln.runtime.isolation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFile.LineNumbersOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.util.Arrays;

/**
 * Points at {@code FunctionSystem} what concerns a function's process: {@code System.exit}, {@code
 * getenv} and the standard streams, {@code getProperty} in classes that name the property of the
 * trace header, and the methods of {@code Runtime} that end the process or wait for its end.
 * Reflection is not caught.
 *
 * <p>References are changed in the constant pool, so that method references follow as well, and
 * calls where they stand. A library would compute the stack maps anew, and needs for that the
 * classes of optional dependencies that the function can do without.
 */
final class CallSiteRedirect {

    private static final String HOOK = "dev/kiln/runtime/bridge/FunctionSystem";
    private static final String RECEIVER = "(Ljava/lang/Runtime;";
    private static final int LARGEST_POOL = 0xFFFF;
    private static final byte INVOKE_VIRTUAL = 5;
    private static final byte INVOKE_STATIC = 6;

    private final ClassLoader functionLoader;

    CallSiteRedirect(ClassLoader functionLoader) {
        this.functionLoader = functionLoader;
    }

    /** The same bytes for a class that names none of these, which is nearly every class. */
    byte[] apply(byte[] bytes) {
        var pool = ConstantPool.scan(bytes);
        if (pool.systemMembers().isEmpty() && pool.runtimeMethods().isEmpty()) {
            return bytes;
        }
        if (sizeWithAdditions(pool) > LARGEST_POOL) {
            pool = ConstantPool.scan(withoutDebugInformation(bytes));
            if (sizeWithAdditions(pool) > LARGEST_POOL) {
                throw new ClassFormatError(
                        "The class calls System or Runtime and has "
                                + pool.size()
                                + " constants; there is no room for those that lead the calls to"
                                + " its own environment. Split the class.");
            }
        }
        return redirect(pool);
    }

    private static int sizeWithAdditions(ConstantPool pool) {
        return pool.size() + 2 + 2 * pool.runtimeMethods().size();
    }

    private static byte[] redirect(ConstantPool pool) {
        var changed = pool.classFile().clone();
        var added = new AddedConstants(pool.size());
        var hook = added.type(HOOK);
        for (var member : pool.systemMembers()) {
            writeShort(changed, pool.offsetOf(member) + 1, hook);
        }
        if (!pool.runtimeMethods().isEmpty()) {
            redirectRuntime(pool, changed, added, hook);
        }
        return withAdditions(changed, pool.end(), added);
    }

    /** A virtual method of {@code Runtime} becomes a static one that takes it as an argument. */
    private static void redirectRuntime(
            ConstantPool pool, byte[] changed, AddedConstants added, int hook) {
        var methods = pool.runtimeMethods();
        for (var method : methods) {
            var descriptor = RECEIVER + pool.descriptorOf(method).substring(1);
            writeShort(changed, pool.offsetOf(method) + 1, hook);
            writeShort(
                    changed,
                    pool.offsetOf(method) + 3,
                    added.nameAndType(pool.nameOf(method), descriptor));
        }
        for (var handle : pool.methodHandles()) {
            if (changed[handle + 1] == INVOKE_VIRTUAL
                    && methods.contains(ConstantPool.unsignedShort(changed, handle + 2))) {
                changed[handle + 1] = INVOKE_STATIC;
            }
        }
        new MethodBodies(changed, pool).makeStatic(methods);
    }

    private static byte[] withAdditions(byte[] changed, int end, AddedConstants added) {
        var additions = added.bytes();
        var all = Arrays.copyOf(changed, changed.length + additions.length);
        writeShort(all, ConstantPool.FIRST_ENTRY - 2, added.size());
        System.arraycopy(additions, 0, all, end, additions.length);
        System.arraycopy(changed, end, all, end + additions.length, changed.length - end);
        return all;
    }

    /** Makes room in a full pool: names of variables and constants that nothing uses go. */
    private byte[] withoutDebugInformation(byte[] bytes) {
        var hierarchy =
                ClassHierarchyResolver.ofResourceParsing(functionLoader)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        var classFile =
                ClassFile.of(
                        ConstantPoolSharingOption.NEW_POOL,
                        DebugElementsOption.DROP_DEBUG,
                        LineNumbersOption.DROP_LINE_NUMBERS,
                        ClassHierarchyResolverOption.of(hierarchy));
        return classFile.transformClass(classFile.parse(bytes), ClassTransform.ACCEPT_ALL);
    }

    private static void writeShort(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
