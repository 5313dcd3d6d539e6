package dev.kiln.runtime.isolation;

import java.io.ByteArrayOutputStream;

/** Entries that are appended to a constant pool. */
final class AddedConstants {

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream(128);
    private int next;

    /**
     * Starts behind the last entry.
     *
     * @param next index of the first entry that is added
     */
    AddedConstants(int next) {
        this.next = next;
    }

    /** Adds text of letters that ASCII has, and tells its index, as the others do. */
    int text(String text) {
        entries.write(ConstantPool.UTF8);
        writeShort(text.length());
        entries.writeBytes(ConstantPool.ascii(text));
        return next++;
    }

    int type(String name) {
        var text = text(name);
        entries.write(ConstantPool.CLASS);
        writeShort(text);
        return next++;
    }

    int nameAndType(int name, String descriptor) {
        var text = text(descriptor);
        entries.write(ConstantPool.NAME_AND_TYPE);
        writeShort(name);
        writeShort(text);
        return next++;
    }

    /** The number of entries with these, as the format counts them. */
    int size() {
        return next;
    }

    byte[] bytes() {
        return entries.toByteArray();
    }

    private void writeShort(int value) {
        entries.write(value >> 8);
        entries.write(value);
    }
}
