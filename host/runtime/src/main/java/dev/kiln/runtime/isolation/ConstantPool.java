package dev.kiln.runtime.isolation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A look at a class file's constant pool, made before any class of a function is defined and
 * therefore without a library: it costs a few microseconds, where parsing the class would cost the
 * cold start.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.4">the class
 *     file format</a>
 */
final class ConstantPool {

    static final int FIRST_ENTRY = 10;
    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int NAME_AND_TYPE = 12;

    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int STRING = 8;
    private static final int FIELDREF = 9;
    private static final int METHODREF = 10;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private static final byte[] SYSTEM = ascii("java/lang/System");
    private static final byte[] TRACE_PROPERTY = ascii("com.amazonaws.xray.traceHeader");
    private static final byte[] GET_PROPERTY = ascii("getProperty");

    private final byte[] bytes;
    private final int[] offsets;
    private final int end;
    private boolean namesTrace;
    private final List<Member> members = new ArrayList<>();

    /**
     * A reference to a member that concerns the process.
     *
     * @param index of the reference in the pool
     */
    record Member(int index, ProcessType type) {}

    private ConstantPool(byte[] bytes, int[] offsets, int end) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.end = end;
    }

    /** Reads the pool; a class file that is cut off or malformed is left for the JVM to refuse. */
    static ConstantPool scan(byte[] bytes) {
        try {
            return read(bytes);
        } catch (ArrayIndexOutOfBoundsException e) {
            return new ConstantPool(bytes, new int[0], 0);
        }
    }

    private static ConstantPool read(byte[] bytes) {
        var count = unsignedShort(bytes, FIRST_ENTRY - 2);
        var offsets = new int[count];
        var named = 0;
        var namesTrace = false;
        var at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            var tag = bytes[at];
            switch (tag) {
                case UTF8 -> {
                    named |= ProcessType.named(bytes, at);
                    namesTrace |= isUtf8(bytes, at, TRACE_PROPERTY);
                    at += 3 + unsignedShort(bytes, at + 1);
                }
                case LONG, DOUBLE -> {
                    at += 9;
                    i++; // takes two places, says the format
                }
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> at += 3;
                case METHOD_HANDLE -> at += 4;
                default -> at += 5;
            }
        }
        var pool = new ConstantPool(bytes, offsets, at);
        pool.namesTrace = namesTrace;
        if (named != 0) {
            pool.findMembers(named);
        }
        return pool;
    }

    private void findMembers(int named) {
        var all = ProcessType.all();
        for (int i = 1; i < offsets.length; i++) {
            var tag = offsets[i] == 0 ? 0 : bytes[offsets[i]];
            if (tag == METHODREF || tag == FIELDREF) {
                for (var types = named; types != 0; types &= types - 1) {
                    var type = all[Integer.numberOfTrailingZeros(types)];
                    if (isMember(i, tag, type)) {
                        members.add(new Member(i, type));
                    }
                }
            }
        }
    }

    private boolean isMember(int reference, int tag, ProcessType type) {
        if (!isUtf8(bytes, at(at(offsets[reference] + 1) + 1), type.name())) {
            return false;
        }
        var name = at(at(offsets[reference] + 3) + 1);
        return isOneOf(name, tag == FIELDREF ? type.fields() : type.methods())
                        && !(type.isVirtual() && isSuperclass(type))
                || namesTrace
                        && isUtf8(bytes, name, GET_PROPERTY)
                        && isUtf8(bytes, at(at(offsets[reference] + 1) + 1), SYSTEM);
    }

    /** Then there may be calls of the superclass's own methods, which must stay what they are. */
    private boolean isSuperclass(ProcessType type) {
        return isUtf8(bytes, at(at(end + 4) + 1), type.name());
    }

    /** Where the entry starts whose index stands at that place. */
    private int at(int place) {
        return offsets[unsignedShort(bytes, place)];
    }

    private boolean isOneOf(int name, byte[][] names) {
        for (var candidate : names) {
            if (isUtf8(bytes, name, candidate)) {
                return true;
            }
        }
        return false;
    }

    byte[] classFile() {
        return bytes;
    }

    /** Number of the entries, counted as the format counts them: one more than there are. */
    int size() {
        return offsets.length;
    }

    /** Where the pool ends in the class file. */
    int end() {
        return end;
    }

    /** Where the entry of that index starts in the class file. */
    int offsetOf(int index) {
        return offsets[index];
    }

    /** The references to members that concern the process. */
    List<Member> members() {
        return members;
    }

    /** Starts of the method handles; there are some where lambdas and method references are. */
    List<Integer> methodHandles() {
        return Arrays.stream(offsets)
                .filter(at -> at != 0 && bytes[at] == METHOD_HANDLE)
                .boxed()
                .toList();
    }

    /** Index of the entry that names the method of that reference. */
    int nameOf(int methodReference) {
        return unsignedShort(bytes, at(offsets[methodReference] + 3) + 1);
    }

    /** Descriptor of the method of that reference. */
    String descriptorOf(int methodReference) {
        var text = at(at(offsets[methodReference] + 3) + 3);
        return new String(
                bytes, text + 3, unsignedShort(bytes, text + 1), StandardCharsets.US_ASCII);
    }

    boolean isText(int index, byte[] text) {
        return isUtf8(bytes, offsets[index], text);
    }

    static boolean isUtf8(byte[] bytes, int at, byte[] text) {
        return bytes[at] == UTF8
                && unsignedShort(bytes, at + 1) == text.length
                && Arrays.equals(bytes, at + 3, at + 3 + text.length, text, 0, text.length);
    }

    static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
