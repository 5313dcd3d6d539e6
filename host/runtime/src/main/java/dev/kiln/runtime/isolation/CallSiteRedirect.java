package dev.kiln.runtime.isolation;

import dev.kiln.runtime.isolation.ConstantPool.Member;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFile.LineNumbersOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * Points at the bridge what concerns a function's process: the members that {@link ProcessType}
 * lists, and {@code getProperty} in classes that name the property of the trace header. Reflection
 * is not caught.
 *
 * <p>References are changed in the constant pool, so that method references follow as well, and
 * calls where they stand. A library would compute the stack maps anew, and needs for that the
 * classes of optional dependencies that the function can do without.
 */
final class CallSiteRedirect {

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
        if (pool.members().isEmpty()) {
            return bytes;
        }
        if (sizeWithAdditions(pool) > LARGEST_POOL) {
            pool = ConstantPool.scan(withoutDebugInformation(bytes));
            if (sizeWithAdditions(pool) > LARGEST_POOL) {
                throw new ClassFormatError(
                        "The class calls what concerns its process and has "
                                + pool.size()
                                + " constants; there is no room for those that lead the calls to"
                                + " its own environment. Split the class.");
            }
        }
        return redirect(pool);
    }

    private static int sizeWithAdditions(ConstantPool pool) {
        var hooks = new HashSet<String>();
        var size = pool.size();
        for (var member : pool.members()) {
            if (hooks.add(member.type().hook())) {
                size += 2;
            }
            if (member.type().isVirtual()) {
                size += 2;
            }
        }
        return size;
    }

    private static byte[] redirect(ConstantPool pool) {
        var changed = pool.classFile().clone();
        var added = new AddedConstants(pool.size());
        var hooks = new HashMap<String, Integer>();
        var madeStatic = new ArrayList<Integer>();
        for (var member : pool.members()) {
            var hook = hooks.get(member.type().hook());
            if (hook == null) {
                hook = added.type(member.type().hook());
                hooks.put(member.type().hook(), hook);
            }
            writeShort(changed, pool.offsetOf(member.index()) + 1, hook);
            if (member.type().isVirtual()) {
                takeReceiver(member, pool, changed, added);
                madeStatic.add(member.index());
            }
        }
        if (!madeStatic.isEmpty()) {
            makeStatic(madeStatic, pool, changed);
        }
        return withAdditions(changed, pool.end(), added);
    }

    /** A virtual method becomes a static one that takes its instance as an argument. */
    private static void takeReceiver(
            Member member, ConstantPool pool, byte[] changed, AddedConstants added) {
        var receiver = new String(member.type().name(), StandardCharsets.US_ASCII);
        var descriptor = "(L" + receiver + ";" + pool.descriptorOf(member.index()).substring(1);
        writeShort(
                changed,
                pool.offsetOf(member.index()) + 3,
                added.nameAndType(pool.nameOf(member.index()), descriptor));
    }

    private static void makeStatic(List<Integer> methods, ConstantPool pool, byte[] changed) {
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
