package dev.kiln.runtime.isolation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELDREF = 9;
    private static final int METHODREF = 10;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;
    private static final int FIRST_ENTRY = 10;

    private static final byte[] SYSTEM = ascii("java/lang/System");
    private static final byte[] RUNTIME = ascii("java/lang/Runtime");
    private static final byte[] EXIT = ascii("exit");
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

    /** Offsets of the class index of each reference that is to be redirected. */
    private final List<Integer> systemCalls = new ArrayList<>();

    private boolean runtimeCalls;

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
        var at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            var tag = bytes[at];
            switch (tag) {
                case UTF8 -> {
                    namesProcess |= isUtf8(bytes, at, SYSTEM) || isUtf8(bytes, at, RUNTIME);
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
        if (namesProcess) {
            pool.findCalls();
        }
        return pool;
    }

    private void findCalls() {
        for (var at : offsets) {
            var tag = at == 0 ? 0 : bytes[at];
            if (tag == METHODREF || tag == FIELDREF) {
                var owner =
                        offsets[unsignedShort(bytes, offsets[unsignedShort(bytes, at + 1)] + 1)];
                var name = offsets[unsignedShort(bytes, offsets[unsignedShort(bytes, at + 3)] + 1)];
                if (isUtf8(bytes, owner, SYSTEM)) {
                    if (isOneOf(name, tag == FIELDREF ? SYSTEM_FIELDS : SYSTEM_METHODS)) {
                        systemCalls.add(at + 1);
                    }
                } else if (tag == METHODREF && isUtf8(bytes, owner, RUNTIME)) {
                    runtimeCalls |= isOneOf(name, RUNTIME_METHODS);
                }
            }
        }
    }

    private boolean isOneOf(int name, byte[][] names) {
        for (var candidate : names) {
            if (isUtf8(bytes, name, candidate)) {
                return true;
            }
        }
        return false;
    }

    boolean callsSystem() {
        return !systemCalls.isEmpty();
    }

    boolean callsRuntime() {
        return runtimeCalls;
    }

    /**
     * Appends a class entry for the hook and points the references at it: method references are
     * caught as well.
     */
    byte[] redirectSystemCalls(String hook) {
        if (offsets.length + 2 > 0xFFFF) {
            return bytes;
        }
        var out = new ByteArrayOutputStream(bytes.length + hook.length() + 6);
        try (var data = new DataOutputStream(out)) {
            data.write(bytes, 0, FIRST_ENTRY - 2);
            data.writeShort(offsets.length + 2);
            data.write(bytes, FIRST_ENTRY, end - FIRST_ENTRY);
            data.writeByte(UTF8);
            data.writeUTF(hook);
            data.writeByte(CLASS);
            data.writeShort(offsets.length);
            data.write(bytes, end, bytes.length - end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var patched = out.toByteArray();
        var hookClass = offsets.length + 1;
        for (var at : systemCalls) {
            patched[at] = (byte) (hookClass >> 8);
            patched[at + 1] = (byte) hookClass;
        }
        return patched;
    }

    private static boolean isUtf8(byte[] bytes, int at, byte[] text) {
        return bytes[at] == UTF8
                && unsignedShort(bytes, at + 1) == text.length
                && java.util.Arrays.equals(
                        bytes, at + 3, at + 3 + text.length, text, 0, text.length);
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
