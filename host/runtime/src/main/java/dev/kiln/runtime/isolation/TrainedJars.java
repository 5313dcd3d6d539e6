package dev.kiln.runtime.isolation;

import static dev.kiln.runtime.isolation.CentralDirectory.integer;

import dev.kiln.runtime.isolation.ClassPathEntry.ClassBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.CodeSource;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What training has made of a function's jars: indices of their directories, and the class files
 * that it met, unpacked and looked through for what {@link CallSiteRedirect} would change. Without
 * them a function with AWS's event types spends a twentieth of the time until its first answer on
 * the one, and one with thousands of classes a tenth on the other.
 *
 * <p>An index is found by the directory's content, a class file by what a jar says of it: its name,
 * CRC-32 and size. So what is another now is not found. All that the file gives is compared with
 * checksums, so that a damaged one gives less, and nothing wrong.
 *
 * <p>The file begins with six numbers: {@link #FORMAT}, how many places the table of class files
 * has, how many directories there are, its own length, the CRC-32 of both tables, and the CRC-32 of
 * these five. The table of class files is one of hashes with open addressing, four numbers to a
 * place: hash of the name, CRC-32, size, and where the content lies, with the highest bit set if
 * nothing is to be changed in it, or 0 for none. The other has five numbers for each directory: its
 * CRC-32 and its size, where its index lies, the index's size and CRC-32. Sizes are in bytes;
 * numbers are little-endian.
 */
final class TrainedJars {

    static final int FORMAT = 0x4b4a4c31;
    static final int HEAD_SIZE = 24;
    static final int PLACE_SIZE = 16;
    static final int DIRECTORY_SIZE = 20;
    static final int AS_IS = Integer.MIN_VALUE;

    private static final int LARGEST_TABLE = 1 << 22;

    private static final @Nullable TrainedJars TRAINED = ofProcess();

    private final RandomAccessFile file;
    private final int length;
    private final byte[] tables;
    private final int directoriesBegin;

    private TrainedJars(RandomAccessFile file, int length, byte[] tables, int directoriesBegin) {
        this.file = file;
        this.length = length;
        this.tables = tables;
        this.directoriesBegin = directoriesBegin;
    }

    /** Those that this process was started with, if any. */
    static @Nullable TrainedJars trained() {
        return TRAINED;
    }

    private static @Nullable TrainedJars ofProcess() {
        // Functions see none that AWS does not set.
        var path = System.clearProperty("dev.kiln.runtime.jars");
        return path == null ? null : of(path);
    }

    /** Null where there is no such file, or it is not whole. */
    static @Nullable TrainedJars of(String path) {
        try {
            var file = new RandomAccessFile(path, "r");
            @Nullable TrainedJars read = null;
            try {
                read = read(file);
                return read;
            } finally {
                if (read == null) {
                    file.close();
                }
            }
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable TrainedJars read(RandomAccessFile file) throws IOException {
        var head = new byte[HEAD_SIZE];
        file.readFully(head);
        var places = integer(head, 4);
        var directories = integer(head, 8);
        var length = integer(head, 12);
        if (integer(head, 0) != FORMAT
                || integer(head, 20) != checksum(head, HEAD_SIZE - 4)
                || Integer.bitCount(places) != 1
                || places < 0
                || places > LARGEST_TABLE
                || directories < 0
                || directories > LARGEST_TABLE
                || length != file.length()) {
            return null;
        }
        var tables = new byte[places * PLACE_SIZE + directories * DIRECTORY_SIZE];
        file.readFully(tables);
        return checksum(tables, tables.length) == integer(head, 16)
                ? new TrainedJars(file, length, tables, places * PLACE_SIZE)
                : null;
    }

    /**
     * The class file of that name in a jar that says this of it.
     *
     * @param crc the CRC-32 of its content
     * @param size of its content, in bytes
     * @param source what shall be said of where it came from
     * @return null if training has met none
     */
    @Nullable ClassBytes find(String name, int crc, int size, CodeSource source) {
        var hash = name.hashCode();
        var mask = directoriesBegin / PLACE_SIZE - 1;
        for (int tried = 0; tried <= mask; tried++) {
            var place = (hash + tried & mask) * PLACE_SIZE;
            var where = integer(tables, place + 12);
            if (where == 0) {
                return null;
            }
            if (integer(tables, place) == hash
                    && integer(tables, place + 4) == crc
                    && integer(tables, place + 8) == size) {
                var bytes = content(where & ~AS_IS, size, crc);
                return bytes == null ? null : new ClassBytes(bytes, source, (where & AS_IS) != 0);
            }
        }
        return null;
    }

    /** The index of a jar's directory; null if training has met none like it. */
    byte @Nullable [] index(byte[] directory) {
        var crc = checksum(directory, directory.length);
        for (int at = directoriesBegin; at < tables.length; at += DIRECTORY_SIZE) {
            if (integer(tables, at) == crc && integer(tables, at + 4) == directory.length) {
                return content(
                        integer(tables, at + 8),
                        integer(tables, at + 12),
                        integer(tables, at + 16));
            }
        }
        return null;
    }

    private byte @Nullable [] content(int begin, int size, int crc) {
        if (begin < 0 || size < 0 || begin + (long) size > length) {
            return null;
        }
        var bytes = new byte[size];
        try {
            synchronized (file) {
                file.seek(begin);
                file.readFully(bytes);
            }
        } catch (IOException e) {
            return null;
        }
        return checksum(bytes, size) == crc ? bytes : null;
    }

    static int checksum(byte[] bytes, int length) {
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
