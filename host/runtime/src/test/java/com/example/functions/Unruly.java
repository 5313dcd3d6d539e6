package com.example.functions;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.ObjectName;

/** Handlers that treat their process as their own, which on AWS it is. */
public class Unruly {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Of the JDK's classes, so that copies of the function share what they inherit. */
    private static final InheritableThreadLocal<Object> INHERITED = shared();

    @SuppressWarnings("unchecked")
    private static InheritableThreadLocal<Object> shared() {
        return (InheritableThreadLocal<Object>)
                System.getProperties()
                        .computeIfAbsent(
                                "com.example.inherited", _ -> new InheritableThreadLocal<>());
    }

    /** Does what the event says, then answers with the number of calls so far. */
    @SuppressWarnings("ThreadPriorityCheck")
    public void handle(InputStream event, OutputStream result) throws Exception {
        var count = COUNT.incrementAndGet();
        var words = Text.of(event).split(" ", 2);
        switch (words[0]) {
            case "interrupt" -> Thread.currentThread().interrupt();
            case "interrupt-and-fail" -> {
                Thread.currentThread().interrupt();
                throw new InterruptedException("my own");
            }
            case "interrupt-later" -> interruptLater(new Place(words[1]));
            case "sleep" -> Thread.sleep(1);
            case "exit-never" -> Thread.sleep(60_000);
            case "close-out" -> {
                System.out.close();
                System.err.close();
                System.out.println("after closing");
                System.err.println("after closing, too");
                if (System.out.checkError()) {
                    throw new IllegalStateException("System.out is closed");
                }
            }
            case "print" -> System.out.println(words[1]);
            case "no-out" -> {
                System.setOut(null);
                System.setErr(null);
            }
            case "own-out" -> {
                Text.write(result, captured(words[1]));
                return;
            }
            case "wrap-out" -> wrapOut();
            case "empty-properties" -> System.setProperties(new Properties());
            case "exception-handler" -> Thread.setDefaultUncaughtExceptionHandler(new LastResort());
            case "loader" ->
                    Thread.currentThread()
                            .setContextClassLoader(new URLClassLoader(new URL[0], null));
            case "no-loader" -> Thread.currentThread().setContextClassLoader(null);
            case "thread" -> {
                Thread.currentThread().setName("mine");
                Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
            }
            case "thread-name" -> {
                Text.write(result, Thread.currentThread().getName());
                return;
            }
            case "thread-state" -> {
                Text.write(result, threadState());
                return;
            }
            case "exit-elsewhere" -> exitElsewhere();
            case "threads" -> startThreads(new Place(words[1]));
            case "security-manager" -> installSecurityManager();
            case "stream-handlers" -> URL.setURLStreamHandlerFactory(_ -> null);
            case "register" -> register();
            case "exit" -> System.exit(1);
            default -> throw new IllegalArgumentException(words[0]);
        }
        Text.write(result, count);
    }

    private static String threadState() {
        var thread = Thread.currentThread();
        return thread.getThreadGroup().getName()
                + (thread.isDaemon() ? " daemon " : " user ")
                + thread.getPriority()
                + " "
                + INHERITED.get();
    }

    /** On a thread that a successor must not take after. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void exitElsewhere() throws InterruptedException {
        INHERITED.set("inherited");
        var group = new ThreadGroup("mine");
        var thread = new Thread(group, () -> System.exit(1));
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        Thread.sleep(60_000);
    }

    private static void interruptLater(Place place) {
        var main = Thread.currentThread();
        new Thread(
                        () -> {
                            place.awaitDeaf();
                            main.interrupt();
                            place.note("interrupted");
                        })
                .start();
    }

    private static String captured(String text) {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        System.out.print(text);
        System.setOut(before);
        return "captured " + bytes.toString(StandardCharsets.UTF_8);
    }

    private static void wrapOut() {
        var before = System.out;
        System.setOut(
                new PrintStream(before, true, StandardCharsets.UTF_8) {
                    @Override
                    public void println(String line) {
                        super.println("wrapped " + line);
                    }
                });
    }

    /** Threads of both kinds that outlive the invocation, until they are interrupted. */
    private static void startThreads(Place place) {
        for (var daemon : new boolean[] {true, false}) {
            var thread =
                    new Thread(() -> {
                        try {
                            place.await();
                        } catch (InterruptedException e) {
                            place.note("thread interrupted");
                        }
                    });
            thread.setDaemon(daemon);
            thread.start();
        }
    }

    @SuppressWarnings("removal")
    private static void installSecurityManager() {
        System.setSecurityManager(new SecurityManager());
    }

    /** Leaves objects of this copy's classes all over the process. */
    private static void register() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(new LastResort());
        Security.addProvider(new OwnProvider());
        Logger.getLogger("").addHandler(new OwnHandler());
        Class.forName(Drivers.Plain.class.getName());
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Own(), new ObjectName("com.example:type=Own"));
    }

    /** Loses what comes. */
    static final class LastResort implements Thread.UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable error) {}
    }

    /** Offers nothing. */
    static final class OwnProvider extends Provider {

        private static final long serialVersionUID = 1L;

        OwnProvider() {
            super("Own", "1", "nothing");
        }
    }

    /** Writes nothing. */
    static final class OwnHandler extends Handler {
        @Override
        public void publish(LogRecord record) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** What the management server asks for. */
    public interface OwnMBean {
        int getCount();
    }

    /** A bean. */
    public static final class Own implements OwnMBean {
        @Override
        public int getCount() {
            return COUNT.get();
        }
    }
}
