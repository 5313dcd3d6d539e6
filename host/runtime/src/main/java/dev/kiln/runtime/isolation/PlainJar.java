package dev.kiln.runtime.isolation;

import static dev.kiln.runtime.isolation.CentralDirectory.ENTRY_SIZE;
import static dev.kiln.runtime.isolation.CentralDirectory.integer;
import static dev.kiln.runtime.isolation.CentralDirectory.unsignedShort;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is not read by the JDK, whose reader takes some 16 µs of processor time for each name
 * as long as nothing is compiled; this one takes a tenth of that. Where a jar is signed, larger
 * than 2 GB, encrypted, has a name beyond ASCII or anything that is not as it should be, there is
 * none, and {@link JarFile} decides what that means.
 *
 * <p>Those who open the same file share it. Safe for all threads.
 */
final class PlainJar implements Closeable {

    private static final int END_SIZE = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCAL_SIZE = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LARGEST_DIRECTORY = 1 << 26;

    /** What tools write behind a local name is no longer than that; what is, is read again. */
    private static final int USUAL_EXTRA = 32;

    /** What is noted of the manifest. */
    private static final byte MANIFEST_KNOWN = 1;

    private static final byte HAS_CLASS_PATH = 2;
    private static final byte MULTI_RELEASE = 4;

    /** Above that the JDK's reader shall show whether a size is true. */
    private static final int LARGEST_CONTENT = 1 << 24;

    private static final Map<String, PlainJar> OPEN = new HashMap<>();

    /** A file as it was. */
    private final String key;

    private final RandomAccessFile file;
    private final long length;
    private final CentralDirectory directory;
    private @Nullable JarManifest manifest;
    private int users;

    private PlainJar(String key, RandomAccessFile file, long length, CentralDirectory directory) {
        this.key = key;
        this.file = file;
        this.length = length;
        this.directory = directory;
    }

    /** Opens the jar, or gives null where the JDK's reader is to do it. */
    static @Nullable PlainJar of(Path path) {
        try {
            var file = Files.readAttributes(path, BasicFileAttributes.class);
            // A record would have the JDK make its equals when it is first used.
            var key =
                    String.join(
                            "\0",
                            path.toAbsolutePath().toString(),
                            String.valueOf(file.fileKey()),
                            Long.toString(file.size()),
                            Long.toString(file.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
            synchronized (OPEN) {
                var jar = OPEN.get(key);
                if (jar == null) {
                    jar = open(key, path);
                    if (jar == null) {
                        return null;
                    }
                    OPEN.put(key, jar);
                }
                jar.users++;
                return jar;
            }
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable PlainJar open(String key, Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "r");
        @Nullable PlainJar jar = null;
        try {
            var directory = directoryOf(file);
            if (directory != null) {
                var named = new PlainJar(key, file, file.length(), directory);
                jar = named.isManifestKnown() ? named : null;
            }
            return jar;
        } finally {
            if (jar == null) {
                file.close();
            }
        }
    }

    private static @Nullable CentralDirectory directoryOf(RandomAccessFile file)
            throws IOException {
        var length = file.length();
        if (length < END_SIZE || length > Integer.MAX_VALUE) {
            return null;
        }
        var end = new byte[END_SIZE];
        file.seek(length - END_SIZE);
        file.readFully(end);
        var count = unsignedShort(end, 10);
        var size = integer(end, 12);
        var begin = integer(end, 16);
        if (integer(end, 0) != END_SIGNATURE
                || unsignedShort(end, 8) != count
                || unsignedShort(end, 20) != 0
                || size < count * ENTRY_SIZE
                || size > LARGEST_DIRECTORY
                || begin < 0
                || begin + (long) size != length - END_SIZE) {
            return null;
        }
        var entries = new byte[size];
        file.seek(begin);
        file.readFully(entries);
        return indexed(entries, count);
    }

    private static @Nullable CentralDirectory indexed(byte[] entries, int count) {
        var trained = TrainedJars.trained();
        var index = trained == null ? null : trained.index(entries);
        var known = index == null ? null : CentralDirectory.indexed(entries, index, count);
        return known == null ? CentralDirectory.of(entries, count) : known;
    }

    private boolean isManifestKnown() throws IOException {
        if (directory.manifestNotes() == 0) {
            var read = readManifest();
            if (read == null) {
                return false;
            }
            manifest = read;
            var notes = MANIFEST_KNOWN;
            if (read.hasClassPath()) {
                notes |= HAS_CLASS_PATH;
            }
            if (read.isMultiRelease()) {
                notes |= MULTI_RELEASE;
            }
            directory.noteManifest(notes);
            var recorder = JarRecorder.recorder();
            if (recorder != null) {
                recorder.add(directory.entries(), directory.index());
            }
        }
        return true;
    }

    private @Nullable JarManifest readManifest() throws IOException {
        var entry = directory.findFile(JarFile.MANIFEST_NAME, JarFile.baseVersion().feature());
        var content = entry < 0 ? new byte[0] : content(entry);
        return content == null ? null : new JarManifest(content);
    }

    CentralDirectory directory() {
        return directory;
    }

    /** Null if there is none, or nothing in it. */
    synchronized @Nullable Manifest manifest() throws IOException {
        if (manifest == null) {
            manifest = readManifest();
        }
        if (manifest == null) {
            throw new IOException("it is not what it was in training");
        }
        return manifest.parsed();
    }

    /** Whether the manifest may name other jars. */
    boolean hasClassPath() {
        return (directory.manifestNotes() & HAS_CLASS_PATH) != 0;
    }

    /** Whether it has entries for some versions of Java, and says so. */
    boolean isMultiRelease() {
        return (directory.manifestNotes() & MULTI_RELEASE) != 0;
    }

    /** What the entry holds; null where the JDK's reader is to say what is wrong with it. */
    byte @Nullable [] content(int entry) throws IOException {
        var packedSize = directory.packedSize(entry);
        var size = directory.size(entry);
        if (packedSize > LARGEST_CONTENT || size > LARGEST_CONTENT) {
            return null;
        }
        var begin = directory.begin(entry);
        var usual = LOCAL_SIZE + directory.nameLength(entry) + USUAL_EXTRA + packedSize;
        if (begin + (long) LOCAL_SIZE > length) {
            return null;
        }
        var bytes = new byte[(int) Math.min(usual, length - begin)];
        int data;
        synchronized (file) {
            file.seek(begin);
            file.readFully(bytes);
            data = LOCAL_SIZE + unsignedShort(bytes, 26) + unsignedShort(bytes, 28);
            if (integer(bytes, 0) != LOCAL_SIGNATURE || begin + (long) data + packedSize > length) {
                return null;
            }
            if (data + packedSize > bytes.length) {
                bytes = new byte[data + packedSize];
                file.seek(begin);
                file.readFully(bytes);
            }
        }
        if (directory.isStored(entry)) {
            return Arrays.copyOfRange(bytes, data, data + packedSize);
        }
        // The inflater asks for one byte more than there is.
        var packed = new byte[packedSize + 1];
        System.arraycopy(bytes, data, packed, 0, packedSize);
        return inflated(packed, size);
    }

    private static byte @Nullable [] inflated(byte[] packed, int size) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var content = new byte[size];
            var filled = 0;
            while (filled < size) {
                var more = inflater.inflate(content, filled, size - filled);
                if (more == 0) {
                    return null;
                }
                filled += more;
            }
            // Only now can it notice that there is an end, or that there is more.
            return inflater.inflate(new byte[1]) == 0 && inflater.finished() ? content : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(key);
                file.close();
            }
        }
    }
}
