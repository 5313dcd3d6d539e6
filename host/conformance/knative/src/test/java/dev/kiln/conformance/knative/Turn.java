package dev.kiln.conformance.knative;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The turn to use queue-proxy's ports that cannot be moved; tests of other builds wait for it. */
final class Turn implements AutoCloseable {

    static final int ADMIN_PORT = 8022;
    private static final int STATISTICS_PORT = 9090;

    private final FileChannel lock;

    private Turn(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Waits for it.
     *
     * @throws org.opentest4j.TestAbortedException if something else has one of the ports
     */
    static Turn take() throws IOException {
        var name = "kiln-queue-proxy-" + System.getProperty("user.name") + ".lock";
        var channel =
                FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), name),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        channel.lock();
        for (var port : new int[] {ADMIN_PORT, STATISTICS_PORT}) {
            try (var _ = new ServerSocket(port)) {
                continue;
            } catch (IOException e) {
                channel.close();
                abort(
                        "Port "
                                + port
                                + " is taken, and queue-proxy cannot use another one: "
                                + e.getMessage());
            }
        }
        return new Turn(channel);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
