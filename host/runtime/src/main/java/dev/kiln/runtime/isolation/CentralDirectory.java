package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The names at the end of a jar and where they lie, as long as all of them are plain. Offsets and
 * signatures are those of <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the
 * format</a>; numbers are little-endian.
 */
final class CentralDirectory {

    static final int ENTRY_SIZE = 46;

    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int TABLE_PER_NAME = 2;
    private static final int NOT_ASCII = Integer.MIN_VALUE;
    private static final String META_INF = "META-INF/";
    private static final String VERSIONS = "META-INF/versions/";

    /** Versions from this one, which stands for none, to the last can be told apart; a bit each. */
    private static final int FIRST_VERSION = 8;

    private static final int LAST_VERSION = 63;

    /** Size of the versions at the beginning of an index, and of what follows the chains. */
    private static final int VERSIONS_SIZE = 8;

    private static final int NUMBER_SIZE = 4;
    private static final int INDEXED_SIZE = 3 * NUMBER_SIZE;

    private final byte[] entries;

    /**
     * Where names are found: the versions, a bit each, and notes in place of the eight lowest,
     * which stand for none; the beginnings of chains by hash of the name; for each entry the next
     * one of its chain, the hash, and its position. What is in a chain is one too high, so that 0
     * is its end.
     */
    private final byte[] index;

    /** The beginnings of the chains once more: each class is searched for in dozens of jars. */
    private final int[] beginnings;

    private final int chains;
    private final long versions;

    private CentralDirectory(byte[] entries, byte[] index, int count) {
        this.entries = entries;
        this.index = index;
        this.chains = chains(count);
        this.beginnings = new int[chains];
        ByteBuffer.wrap(index, VERSIONS_SIZE, chains * NUMBER_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(beginnings);
        this.versions =
                integer(index, 0) & 0xFFFFFF00L
                        | (long) integer(index, NUMBER_SIZE) << Integer.SIZE;
    }

    private static int chains(int count) {
        return Integer.highestOneBit(Math.max(1, count)) * TABLE_PER_NAME;
    }

    /** Null where something is not plain. */
    static @Nullable CentralDirectory of(byte[] entries, int count) {
        var index = index(entries, count);
        return index == null ? null : new CentralDirectory(entries, index, count);
    }

    /** With the index that {@link #of} has made of the same entries; null if it cannot be that. */
    static @Nullable CentralDirectory indexed(byte[] entries, byte[] index, int count) {
        return index.length == indexSize(count)
                ? new CentralDirectory(entries, index, count)
                : null;
    }

    private static int indexSize(int count) {
        return VERSIONS_SIZE + chains(count) * NUMBER_SIZE + count * INDEXED_SIZE;
    }

    byte[] entries() {
        return entries;
    }

    byte[] index() {
        return index;
    }

    /** What is known of the manifest, from {@link #noteManifest}; 0 if nothing is. */
    int manifestNotes() {
        return index[0];
    }

    /**
     * Keeps with the index what the manifest says, which the directory's checksum of it vouches
     * for.
     *
     * @param notes not 0
     */
    void noteManifest(byte notes) {
        index[0] = notes;
    }

    /** Null unless all entries are plain, and no more and no less than were announced. */
    private static byte @Nullable [] index(byte[] bytes, int count) {
        var chains = chains(count);
        var indexed = VERSIONS_SIZE + chains * NUMBER_SIZE;
        var index = new byte[indexSize(count)];
        var versions = 0L;
        var position = 0;
        for (int i = 0; i < count; i++) {
            var name = position + ENTRY_SIZE;
            if (name > bytes.length || integer(bytes, position) != ENTRY_SIGNATURE) {
                return null;
            }
            var nameLength = unsignedShort(bytes, position + 28);
            var behindName = name + nameLength;
            var behind = behindName + unsignedShort(bytes, position + 30);
            if (behind > bytes.length
                    || !isPlain(bytes, position)
                    || behind > behindName && !areExtrasWhole(bytes, behindName, behind)) {
                return null;
            }
            if (nameLength > 0 && (bytes[name] | 0x20) == 'm') {
                var meta = text(bytes, name, nameLength);
                if (!isPlainInMetaInf(meta)) {
                    return null;
                }
                versions |= versionOf(meta);
            }
            var hash = hashOfAscii(bytes, name, behindName);
            if (hash == NOT_ASCII) {
                return null;
            }
            // As the JDK has it: of two entries with one name the last counts.
            var chain = VERSIONS_SIZE + (hash & chains - 1) * NUMBER_SIZE;
            var at = indexed + i * INDEXED_SIZE;
            System.arraycopy(index, chain, index, at, NUMBER_SIZE);
            put(index, at + NUMBER_SIZE, hash);
            put(index, at + 2 * NUMBER_SIZE, position);
            put(index, chain, i + 1);
            position = behind;
        }
        if (position != bytes.length) {
            return null;
        }
        put(index, 0, (int) versions);
        put(index, NUMBER_SIZE, (int) (versions >>> Integer.SIZE));
        return index;
    }

    private static void put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    /**
     * As {@link String#hashCode()}, but {@link #NOT_ASCII} if it is that or there are others than
     * ASCII's characters. A method of its own, so that it is soon compiled.
     */
    private static int hashOfAscii(byte[] bytes, int from, int to) {
        var hash = 0;
        for (int at = from; at < to; at++) {
            var c = bytes[at];
            if (c <= 0) {
                return NOT_ASCII;
            }
            hash = 31 * hash + c;
        }
        return hash;
    }

    /** Without encryption, comment, 64 bits and another disk, and packed in a way that is known. */
    private static boolean isPlain(byte[] bytes, int entry) {
        var method = unsignedShort(bytes, entry + 10);
        return (bytes[entry + 8] & ENCRYPTED) == 0
                && (bytes[entry + 32] | bytes[entry + 33] | bytes[entry + 34] | bytes[entry + 35])
                        == 0
                // The highest bits of both sizes and of the place.
                && (bytes[entry + 23] | bytes[entry + 27] | bytes[entry + 45]) >= 0
                && (method == DEFLATED
                        || method == STORED
                                && integer(bytes, entry + 20) == integer(bytes, entry + 24));
    }

    /** Blocks of two bytes that name them, two for their length, and so many; none for 64 bits. */
    private static boolean areExtrasWhole(byte[] bytes, int from, int to) {
        var at = from;
        while (at + 4 <= to) {
            if (unsignedShort(bytes, at) == 1) {
                return false;
            }
            at += 4 + unsignedShort(bytes, at + 2);
        }
        return at == to;
    }

    /** Looks out for signatures, and names in letters that the JDK takes as well. */
    private static boolean isPlainInMetaInf(String name) {
        if (!name.regionMatches(true, 0, META_INF, 0, META_INF.length())) {
            return true;
        }
        return name.startsWith(META_INF)
                && (!name.equalsIgnoreCase(JarFile.MANIFEST_NAME)
                        || name.equals(JarFile.MANIFEST_NAME))
                && !isOfSignature(name);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, ISO_8859_1);
    }

    private static boolean isOfSignature(String name) {
        if (name.indexOf('/', META_INF.length()) >= 0) {
            return false;
        }
        var upper = name.toUpperCase(Locale.ROOT);
        return upper.endsWith(".SF")
                || upper.endsWith(".RSA")
                || upper.endsWith(".DSA")
                || upper.endsWith(".EC")
                || upper.startsWith(META_INF + "SIG-");
    }

    /** The bit of the version of Java that the entry is for, if it is for one. */
    private static long versionOf(String name) {
        if (!name.startsWith(VERSIONS) || name.endsWith("/")) {
            return 0;
        }
        var version = 0;
        for (int at = VERSIONS.length(); at < name.length() && name.charAt(at) != '/'; at++) {
            var digit = name.charAt(at) - '0';
            if (digit < 0 || digit > 9 || version > LAST_VERSION) {
                return 0;
            }
            version = version * 10 + digit;
            if (version == 0) {
                return 0;
            }
        }
        return version >= FIRST_VERSION && version <= LAST_VERSION ? 1L << version : 0;
    }

    /**
     * Where the file lies that {@link JarFile#getEntry} would give for the name, or -1.
     *
     * @param version the version of Java for which the jar may have another entry; 8 for none
     */
    int findFile(String name, int version) {
        if (versions != 0 && version > FIRST_VERSION && mayHaveVersions(name)) {
            for (int i = Math.min(version, LAST_VERSION); i >= FIRST_VERSION; i--) {
                if ((versions & 1L << i) != 0) {
                    var versioned = VERSIONS.concat(Integer.toString(i)).concat("/").concat(name);
                    var found = find(versioned, false);
                    if (found >= 0) {
                        return found;
                    }
                }
            }
        }
        return find(name, false);
    }

    /** The same for a file, or else a folder, whose name need not end in a slash. */
    int find(String name, int version) {
        var found = findFile(name, version);
        return found < 0 && !name.endsWith("/") ? find(name, true) : found;
    }

    private static boolean mayHaveVersions(String name) {
        return !name.isEmpty() && !name.endsWith("/") && !name.startsWith(META_INF);
    }

    /**
     * @param slash whether there is one more character, a slash
     */
    private int find(String name, boolean slash) {
        var hash = slash ? 31 * name.hashCode() + '/' : name.hashCode();
        var i = beginnings[hash & chains - 1];
        while (i > 0) {
            var at = VERSIONS_SIZE + chains * NUMBER_SIZE + (i - 1) * INDEXED_SIZE;
            var position = integer(index, at + 2 * NUMBER_SIZE);
            if (integer(index, at + NUMBER_SIZE) == hash && isNamed(position, name, slash)) {
                return position;
            }
            i = integer(index, at);
        }
        return -1;
    }

    private boolean isNamed(int entry, String name, boolean slash) {
        var length = name.length();
        var begin = entry + ENTRY_SIZE;
        if (nameLength(entry) != (slash ? length + 1 : length)
                || slash && entries[begin + length] != '/') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (entries[begin + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String name(int entry) {
        return text(entries, entry + ENTRY_SIZE, nameLength(entry));
    }

    /** How many bytes its name has. */
    int nameLength(int entry) {
        return unsignedShort(entries, entry + 28);
    }

    /** Whether the entry's bytes lie there as they are. */
    boolean isStored(int entry) {
        return unsignedShort(entries, entry + 10) == STORED;
    }

    /** The CRC-32 of what the bytes become, as the jar says. */
    int crc(int entry) {
        return integer(entries, entry + 16);
    }

    /** How many bytes they are in the jar. */
    int packedSize(int entry) {
        return integer(entries, entry + 20);
    }

    /** How many bytes they shall become. */
    int size(int entry) {
        return integer(entries, entry + 24);
    }

    /** Where the entry's own head begins. */
    int begin(int entry) {
        return integer(entries, entry + 42);
    }

    static int unsignedShort(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    static int integer(byte[] bytes, int at) {
        return unsignedShort(bytes, at) | unsignedShort(bytes, at + 2) << 16;
    }
}
