package dev.kiln.runtime.isolation;

import static dev.kiln.runtime.isolation.TrainedJars.AS_IS;
import static dev.kiln.runtime.isolation.TrainedJars.DIRECTORY_SIZE;
import static dev.kiln.runtime.isolation.TrainedJars.FORMAT;
import static dev.kiln.runtime.isolation.TrainedJars.HEAD_SIZE;
import static dev.kiln.runtime.isolation.TrainedJars.PLACE_SIZE;
import static dev.kiln.runtime.isolation.TrainedJars.checksum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what {@link TrainedJars} is to have, in a process that trains. */
public final class JarRecorder {

    private static final @Nullable JarRecorder RECORDER = ofProcess();

    private final Path file;

    /** In the order in which the function asks for them, which is cheaper to read. */
    private final Map<String, ClassFile> classes = new LinkedHashMap<>();

    private final Map<Integer, Directory> directories = new LinkedHashMap<>();

    private record ClassFile(int nameHash, int crc, byte[] content, boolean asIs) {}

    private record Directory(int crc, int size, byte[] index) {}

    /** That of this process, if it is one that trains. */
    static @Nullable JarRecorder recorder() {
        return RECORDER;
    }

    private static @Nullable JarRecorder ofProcess() {
        var path = System.clearProperty("dev.kiln.runtime.jars.recorded");
        return path == null ? null : new JarRecorder(Path.of(path));
    }

    JarRecorder(Path file) {
        this.file = file;
    }

    /**
     * Writes what this process has collected, if it is one that trains; to be called at its end.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void end() {
        // What reads the file is not among the classes that a function without jars needs.
        if (RECORDER != null && !RECORDER.directories.isEmpty()) {
            try {
                RECORDER.write();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * @param name as a jar names the class file
     * @param asIs whether {@link CallSiteRedirect} would change nothing in it
     */
    synchronized void add(String name, byte[] content, boolean asIs) {
        var crc = checksum(content, content.length);
        classes.put(
                name + ' ' + crc + ' ' + content.length,
                new ClassFile(name.hashCode(), crc, content, asIs));
    }

    /** A jar's directory and its index. */
    synchronized void add(byte[] directory, byte[] index) {
        var crc = checksum(directory, directory.length);
        directories.put(crc, new Directory(crc, directory.length, index));
    }

    /** As {@link TrainedJars} reads it. */
    synchronized void write() throws IOException {
        var places = Integer.highestOneBit(Math.max(1, classes.size())) * 4;
        var tables = new byte[places * PLACE_SIZE + directories.size() * DIRECTORY_SIZE];
        var contents = new ArrayList<byte[]>();
        var end = HEAD_SIZE + tables.length;
        var numbers = numbers(tables).position(places * PLACE_SIZE);
        for (var directory : directories.values()) {
            numbers.putInt(directory.crc())
                    .putInt(directory.size())
                    .putInt(end)
                    .putInt(directory.index().length)
                    .putInt(checksum(directory.index(), directory.index().length));
            contents.add(directory.index());
            end = Math.addExact(end, directory.index().length);
        }
        for (var known : classes.values()) {
            put(numbers, places, known, end);
            contents.add(known.content());
            end = Math.addExact(end, known.content().length);
        }
        var head = new byte[HEAD_SIZE];
        numbers(head)
                .putInt(FORMAT)
                .putInt(places)
                .putInt(directories.size())
                .putInt(end)
                .putInt(checksum(tables, tables.length))
                .putInt(checksum(head, HEAD_SIZE - 4));
        write(head, tables, contents);
    }

    private static void put(ByteBuffer table, int places, ClassFile known, int begin) {
        var i = known.nameHash() & places - 1;
        while (table.getInt(i * PLACE_SIZE + 12) != 0) {
            i = i + 1 & places - 1;
        }
        table.position(i * PLACE_SIZE)
                .putInt(known.nameHash())
                .putInt(known.crc())
                .putInt(known.content().length)
                .putInt(known.asIs() ? begin | AS_IS : begin);
    }

    private void write(byte[] head, byte[] tables, List<byte[]> contents) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            out.write(head);
            out.write(tables);
            for (var content : contents) {
                out.write(content);
            }
        }
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
