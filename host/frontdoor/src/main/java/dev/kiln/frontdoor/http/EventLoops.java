package dev.kiln.frontdoor.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** The threads that connections run on. */
final class EventLoops {

    private EventLoops() {}

    /** As many as there are processors, but two at least: one may be busy with an event. */
    static EventLoopGroup create() {
        var made = new AtomicInteger();
        ThreadFactory threads = task -> new LoopThread(task, "kiln-http-" + made.incrementAndGet());
        return new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                threads,
                // The native transport would have to be unpacked first.
                NioIoHandler.newFactory());
    }

    /** Reactor knows by the mark that nothing may wait here. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        private LoopThread(Runnable task, String name) {
            super(task, name);
            setDaemon(false);
        }
    }
}
