package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelId;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A listening socket whose connections have short ids. Netty would give them some that are unique
 * in the world: to make one it looks for the process's id and the addresses of the machine's
 * network devices, and nobody waits for those longer than the first caller.
 */
final class ServerChannel extends NioServerSocketChannel {

    @Override
    protected ChannelId newId() {
        return new ConnectionId();
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        var connection = javaChannel().accept();
        if (connection == null) {
            return 0;
        }
        try {
            accepted.add(new Connection(this, connection));
            return 1;
        } catch (RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private static void close(SocketChannel connection, RuntimeException why) {
        try {
            connection.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static final class Connection extends NioSocketChannel {

        private Connection(ServerChannel parent, SocketChannel socket) {
            super(parent, socket);
        }

        @Override
        protected ChannelId newId() {
            return new ConnectionId();
        }
    }
}
