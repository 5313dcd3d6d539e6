package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

    private final byte[] entries;

    /** Begins of chains through {@link #next}, by hash of the name; indices are one too high. */
    private final int[] chains;

    private final int[] next;
    private final int[] hashes;
    private final int[] positions;
    private long versions;

    private CentralDirectory(byte[] entries, int count) {
        this.entries = entries;
        this.chains = new int[tableSize(count)];
        this.next = new int[count];
        this.hashes = new int[count];
        this.positions = new int[count];
    }

    private static int tableSize(int count) {
        return Integer.highestOneBit(Math.max(1, count)) * TABLE_PER_NAME;
    }

    /** Null where something is not plain. */
    static @Nullable CentralDirectory of(byte[] entries, int count) {
        var directory = new CentralDirectory(entries, count);
        return directory.index() ? directory : null;
    }

    /** Whether all entries are plain, and no more and no less than were announced. */
    private boolean index() {
        var bytes = entries;
        var mask = chains.length - 1;
        var position = 0;
        for (int i = 0; i < positions.length; i++) {
            var name = position + ENTRY_SIZE;
            if (name > bytes.length || integer(bytes, position) != ENTRY_SIGNATURE) {
                return false;
            }
            var nameLength = unsignedShort(bytes, position + 28);
            var behindName = name + nameLength;
            var behind = behindName + unsignedShort(bytes, position + 30);
            if (behind > bytes.length
                    || !isPlain(bytes, position)
                    || behind > behindName && !areExtrasWhole(behindName, behind)
                    || nameLength > 0
                            && (bytes[name] | 0x20) == 'm'
                            && !isPlainInMetaInf(name, nameLength)) {
                return false;
            }
            var hash = hashOfAscii(bytes, name, behindName);
            if (hash == NOT_ASCII) {
                return false;
            }
            positions[i] = position;
            hashes[i] = hash;
            // As the JDK has it: of two entries with one name the last counts.
            next[i] = chains[hash & mask];
            chains[hash & mask] = i + 1;
            position = behind;
        }
        return position == bytes.length;
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
    private boolean areExtrasWhole(int from, int to) {
        var at = from;
        while (at + 4 <= to) {
            if (unsignedShort(entries, at) == 1) {
                return false;
            }
            at += 4 + unsignedShort(entries, at + 2);
        }
        return at == to;
    }

    /** Looks out for signatures, versions, and names in letters that the JDK takes as well. */
    private boolean isPlainInMetaInf(int name, int length) {
        var prefix = text(name, Math.min(length, META_INF.length()));
        if (!prefix.equalsIgnoreCase(META_INF)) {
            return true;
        }
        var full = text(name, length);
        if (!prefix.equals(META_INF)
                || full.equalsIgnoreCase(JarFile.MANIFEST_NAME)
                        && !full.equals(JarFile.MANIFEST_NAME)
                || isOfSignature(full)) {
            return false;
        }
        if (full.startsWith(VERSIONS) && !full.endsWith("/")) {
            note(full);
        }
        return true;
    }

    private String text(int from, int length) {
        return new String(entries, from, length, ISO_8859_1);
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

    private void note(String name) {
        var version = 0;
        for (int at = VERSIONS.length(); at < name.length() && name.charAt(at) != '/'; at++) {
            var digit = name.charAt(at) - '0';
            if (digit < 0 || digit > 9 || version > LAST_VERSION) {
                return;
            }
            version = version * 10 + digit;
            if (version == 0) {
                return;
            }
        }
        if (version >= FIRST_VERSION && version <= LAST_VERSION) {
            versions |= 1L << version;
        }
    }

    /** Whether there are entries for some versions of Java, if the manifest wants them to count. */
    boolean hasVersions() {
        return versions != 0;
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
        var i = chains[hash & chains.length - 1];
        while (i > 0 && !(hashes[i - 1] == hash && isNamed(positions[i - 1], name, slash))) {
            i = next[i - 1];
        }
        return i > 0 ? positions[i - 1] : -1;
    }

    private boolean isNamed(int entry, String name, boolean slash) {
        var length = name.length();
        var begin = entry + ENTRY_SIZE;
        if (unsignedShort(entries, entry + 28) != (slash ? length + 1 : length)
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
        return text(entry + ENTRY_SIZE, unsignedShort(entries, entry + 28));
    }

    /** Whether the entry's bytes lie there as they are. */
    boolean isStored(int entry) {
        return unsignedShort(entries, entry + 10) == STORED;
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
