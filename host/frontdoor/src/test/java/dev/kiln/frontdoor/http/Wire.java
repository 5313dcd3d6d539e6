package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kiln.adapters.OutboundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** A bare connection, for what no client library would send. */
public final class Wire implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    /** Connects to a port of this machine. */
    public Wire(int port) throws IOException {
        this(InetAddress.getLoopbackAddress(), port);
    }

    /** Connects to a port of an address of this machine. */
    public Wire(InetAddress address, int port) throws IOException {
        socket = new Socket(address, port);
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        in = socket.getInputStream();
    }

    /** Sends text as ISO 8859-1. */
    public Wire send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** One whole answer with its Content-Length, head and body. */
    public String answer() throws IOException {
        var answer = new ByteArrayOutputStream();
        var head = "";
        while (!head.endsWith("\r\n\r\n")) {
            answer.write(next());
            head = answer.toString(ISO_8859_1);
        }
        answer.write(in.readNBytes(lengthIn(head)));
        return answer.toString(ISO_8859_1);
    }

    /** One whole answer to a request of this method, however its end is told. */
    public OutboundResponse read(String method) throws IOException {
        return WireAnswer.read(in, method);
    }

    private int next() throws IOException {
        var b = in.read();
        if (b < 0) {
            throw new IOException("The connection was closed");
        }
        return b;
    }

    private static int lengthIn(String head) {
        for (var line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length: ", 0, 16)) {
                return Integer.parseInt(line.substring(16));
            }
        }
        return 0;
    }

    /** Everything up to the end of the connection, which has to come. */
    public byte[] readToEnd() throws IOException {
        return in.readAllBytes();
    }

    /** Whether nobody has closed this side. */
    public boolean isOpen() {
        return socket.isConnected() && !socket.isClosed();
    }

    /** Whether the other side has closed, waiting for it. */
    public boolean isClosedByPeer() throws IOException {
        return in.read() < 0;
    }

    /** Leaves without a farewell: the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
