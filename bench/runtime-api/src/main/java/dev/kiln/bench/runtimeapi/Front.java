package dev.kiln.bench.runtimeapi;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts so many processes of a command, gives them invocations by the Lambda Runtime API, and
 * takes these from whoever posts an event.
 *
 * <p>Arguments: the port on loopback, the number of processes, a folder for what they write, and
 * their command. It ends, and they with it, as soon as one of them does.
 */
public final class Front {

    // What AWS takes as a payload, and room for headers.
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024 + 64 * 1024;
    private static final int BACKLOG = 1024;

    private Front() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var port = Integer.parseInt(arguments[0]);
        var processes = Integer.parseInt(arguments[1]);
        var folder = Path.of(arguments[2]);
        var command = List.of(arguments).subList(3, arguments.length);

        listen(port);
        for (var number = 0; number < processes; number++) {
            start(command, port, folder.resolve("process-" + number));
        }
    }

    private static void listen(int port) throws InterruptedException {
        var runtimes = new Runtimes();
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                prepare(channel.pipeline(), runtimes);
                            }
                        })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync();
    }

    private static void prepare(ChannelPipeline pipeline, Runtimes runtimes) {
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpServerKeepAliveHandler(),
                new HttpObjectAggregator(MAX_BODY_BYTES),
                new Requests(runtimes));
    }

    private static void start(List<String> command, int port, Path temporary) throws IOException {
        Files.createDirectories(temporary);
        var builder = new ProcessBuilder(command).inheritIO();
        var environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
        environment.put("RIC_TEMPORARY", temporary.toString());
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        process.onExit().thenAccept(Front::end);
    }

    private static void end(Process process) {
        System.err.printf("Process %d ended with %d%n", process.pid(), process.exitValue());
        // Not System.exit: during a shutdown it would wait for itself.
        new Thread(() -> System.exit(1)).start();
    }
}
