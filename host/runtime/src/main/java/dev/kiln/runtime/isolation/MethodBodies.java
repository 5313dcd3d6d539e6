package dev.kiln.runtime.isolation;

import java.util.Collection;

/**
 * The instructions of a class file, changed where they stand. A virtual call becomes a static one
 * by a change of one byte: the receiver is then the first argument, and everything that the class
 * file says of its stack stays true.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-6.html#jvms-6.5">the
 *     instructions</a>
 */
final class MethodBodies {

    private static final byte[] CODE = ConstantPool.ascii("Code");
    private static final int IINC = 132;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int INVOKEVIRTUAL = 182;
    private static final int INVOKESTATIC = 184;
    private static final int WIDE = 196;

    /** Bytes of each instruction by its number; 0 where it depends. */
    private static final String LENGTHS =
            "1".repeat(16) // constants
                    + "23" // bipush, sipush
                    + "233" // ldc, ldc_w, ldc2_w
                    + "2".repeat(5) // iload to aload
                    + "1".repeat(28) // loads with an implicit index and from arrays
                    + "2".repeat(5) // istore to astore
                    + "1".repeat(73) // stores likewise, stack and arithmetic
                    + "3" // iinc
                    + "1".repeat(20) // conversions and comparisons
                    + "3".repeat(16) // jumps
                    + "2" // ret
                    + "00" // switches
                    + "1".repeat(6) // returns
                    + "3".repeat(7) // fields, invokevirtual to invokestatic
                    + "55" // invokeinterface, invokedynamic
                    + "323" // new, newarray, anewarray
                    + "11" // arraylength, athrow
                    + "33" // checkcast, instanceof
                    + "11" // monitors
                    + "0" // wide
                    + "4" // multianewarray
                    + "33" // jumps if null or not
                    + "55"; // long jumps

    private final byte[] bytes;
    private final ConstantPool pool;
    private int at;

    /**
     * Looks at a copy of the pool's class file.
     *
     * @param bytes to change; of the same layout
     */
    MethodBodies(byte[] bytes, ConstantPool pool) {
        this.bytes = bytes;
        this.pool = pool;
    }

    /**
     * Makes calls static.
     *
     * @param methods indices of the references that are called
     */
    void makeStatic(Collection<Integer> methods) {
        at = pool.end() + 6; // access flags, this class and its superclass
        at += 2 + 2 * unsignedShort(at); // interfaces
        for (var fields = next(); fields > 0; fields--) {
            skipMember();
        }
        for (var count = next(); count > 0; count--) {
            at += 6; // access flags, name and descriptor
            for (var attributes = next(); attributes > 0; attributes--) {
                if (pool.isText(unsignedShort(at), CODE)) {
                    var start = at + 14; // name, length, and sizes of stack, locals and code
                    makeStatic(methods, start, start + signedInt(start - 4));
                }
                skipAttribute();
            }
        }
    }

    private void makeStatic(Collection<Integer> methods, int start, int end) {
        for (var i = start; i < end; i += lengthOf(i, start)) {
            if ((bytes[i] & 0xFF) == INVOKEVIRTUAL && methods.contains(unsignedShort(i + 1))) {
                bytes[i] = (byte) INVOKESTATIC;
            }
        }
    }

    private int lengthOf(int i, int start) {
        var instruction = bytes[i] & 0xFF;
        // The operands of switches are aligned to four bytes, seen from the method's start.
        var operands = i + 4 - (i - start & 3);
        return switch (instruction) {
            case TABLESWITCH ->
                    operands + 12 + 4 * (signedInt(operands + 8) - signedInt(operands + 4) + 1) - i;
            case LOOKUPSWITCH -> operands + 8 + 8 * signedInt(operands + 4) - i;
            case WIDE -> (bytes[i + 1] & 0xFF) == IINC ? 6 : 4;
            default -> LENGTHS.charAt(instruction) - '0';
        };
    }

    private void skipMember() {
        at += 6;
        for (var attributes = next(); attributes > 0; attributes--) {
            skipAttribute();
        }
    }

    private void skipAttribute() {
        at += 6 + signedInt(at + 2);
    }

    private int next() {
        var value = unsignedShort(at);
        at += 2;
        return value;
    }

    private int unsignedShort(int offset) {
        return ConstantPool.unsignedShort(bytes, offset);
    }

    private int signedInt(int offset) {
        return unsignedShort(offset) << 16 | unsignedShort(offset + 2);
    }
}
