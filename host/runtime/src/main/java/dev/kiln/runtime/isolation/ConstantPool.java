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
    private static final byte[] RUNTIME = ascii("java/lang/Runtime");
    private static final byte[] EXIT = ascii("exit");
    private static final byte[] TRACE_PROPERTY = ascii("com.amazonaws.xray.traceHeader");
    private static final byte[] GET_PROPERTY = ascii("getProperty");
    private static final byte[][] SYSTEM_METHODS = {
        EXIT, ascii("getenv"), ascii("setOut"), ascii("setErr"), ascii("setIn")
    };
    private static final byte[][] SYSTEM_FIELDS = {ascii("out"), ascii("err"), ascii("in")};
    private static final byte[][] RUNTIME_METHODS = {
        EXIT, ascii("halt"), ascii("addShutdownHook"), ascii("removeShutdownHook")
    };

    private final byte[] bytes;
    private final int[] offsets;
    private final int end;
    private boolean namesTrace;
    private final List<Integer> systemMembers = new ArrayList<>();
    private final List<Integer> runtimeMethods = new ArrayList<>();

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
        var namesProcess = false;
        var namesTrace = false;
        var at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            var tag = bytes[at];
            switch (tag) {
                case UTF8 -> {
                    namesProcess |= isUtf8(bytes, at, SYSTEM) || isUtf8(bytes, at, RUNTIME);
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
        if (namesProcess) {
            pool.findMembers();
        }
        return pool;
    }

    private void findMembers() {
        for (int i = 1; i < offsets.length; i++) {
            var tag = offsets[i] == 0 ? 0 : bytes[offsets[i]];
            if (tag == METHODREF || tag == FIELDREF) {
                var owner = at(at(offsets[i] + 1) + 1);
                var name = at(at(offsets[i] + 3) + 1);
                if (isUtf8(bytes, owner, SYSTEM)) {
                    if (isOneOf(name, tag == FIELDREF ? SYSTEM_FIELDS : SYSTEM_METHODS)
                            || namesTrace && isUtf8(bytes, name, GET_PROPERTY)) {
                        systemMembers.add(i);
                    }
                } else if (tag == METHODREF && isUtf8(bytes, owner, RUNTIME)) {
                    if (isOneOf(name, RUNTIME_METHODS)) {
                        runtimeMethods.add(i);
                    }
                }
            }
        }
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

    /** Indices of the references to static members of {@code System} that concern the process. */
    List<Integer> systemMembers() {
        return systemMembers;
    }

    /** Indices of the references to methods of {@code Runtime} that concern the process. */
    List<Integer> runtimeMethods() {
        return runtimeMethods;
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

    private static boolean isUtf8(byte[] bytes, int at, byte[] text) {
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
