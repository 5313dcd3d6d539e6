package dev.kiln.runtime.remains;

import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.isolation.HandlerClassLoader;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.threads.FunctionThreads;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log what keeps the classes of one function's ended environments in memory. On AWS the
 * end of a process frees them, so functions in the field do not care.
 */
public final class LeakWatch {

    /** Shutdown hooks have two of them, and threads some time to notice. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** What a function does wrong it does in each environment: more lines would say the same. */
    private static final int MOST_LINES = 10;

    /** One cycle of G1 counts twice, and the first may have begun too early to see the end. */
    private static final int ENOUGH_COLLECTIONS = 3;

    /** In the names that OpenJDK's collectors have in JMX. */
    private static final Pattern OF_THE_YOUNG = Pattern.compile("Young|Copy|Scavenge|Minor|Pauses");

    private final String function;
    private final Console console;
    private final Duration grace;
    private final Look look;
    private final List<Ended> all = new ArrayList<>();
    private final Set<HandlerClassLoader> known = Collections.newSetFromMap(new WeakHashMap<>());
    private int lines;
    private int unexplained;

    /** Over the environments of one function. */
    public LeakWatch(String function, Console console, Deadlines deadlines) {
        this(function, console, deadlines, GRACE);
    }

    /**
     * @param grace that an environment has before it is looked for
     */
    public LeakWatch(String function, Console console, Deadlines deadlines, Duration grace) {
        this.function = function;
        this.console = console;
        this.grace = grace;
        look = new Look(deadlines);
    }

    private static final class Ended {

        private final WeakReference<HandlerClassLoader> loader;
        private final FunctionThreads threads;
        private final long endedAt = System.nanoTime();
        private long collectionsBefore = -1;

        Ended(HandlerClassLoader loader, FunctionThreads threads) {
            this.loader = new WeakReference<>(loader);
            this.threads = threads;
        }
    }

    /** Looks after an environment that ends at this moment; once. */
    public synchronized void add(HandlerClassLoader loader, FunctionThreads threads) {
        if (lines < MOST_LINES && known.add(loader)) {
            all.add(new Ended(loader, threads));
            look.ringBy(Deadlines.nanosIn(grace));
        }
    }

    private synchronized void look() {
        var threads = FunctionThreads.ofProcess();
        var now = System.nanoTime();
        for (var each = all.iterator(); each.hasNext() && lines < MOST_LINES; ) {
            look(each, threads, now);
        }
        if (lines >= MOST_LINES) {
            all.clear();
        }
        if (!all.isEmpty()) {
            look.ringBy(Deadlines.nanosIn(grace));
        }
    }

    private void look(Iterator<Ended> each, @Nullable Thread[] ofProcess, long now) {
        var ended = each.next();
        var loader = ended.loader.get();
        if (loader == null) {
            each.remove();
            return;
        }
        var since = Duration.ofNanos(now - ended.endedAt);
        if (since.compareTo(grace) < 0) {
            return;
        }
        var alive = ended.threads.aliveAmong(ofProcess);
        if (!alive.isEmpty()) {
            each.remove();
            var more = alive.size() == 1 ? "" : " and " + (alive.size() - 1) + " more";
            tell(
                    since,
                    describe(alive.iterator().next())
                            + more
                            + ": let it heed interrupts, or end it in a shutdown hook");
        } else if (loader.isOnHostsLibraries()) {
            each.remove();
        } else if (ended.collectionsBefore < 0) {
            ended.collectionsBefore = collections();
        } else if (collections() - ended.collectionsBefore >= ENOUGH_COLLECTIONS) {
            each.remove();
            explain(loader, since);
        }
    }

    /** Of the whole heap: the others take each class for used. */
    private static long collections() {
        var count = 0L;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!OF_THE_YOUNG.matcher(collector.getName()).find()) {
                count += collector.getCollectionCount();
            }
        }
        return count;
    }

    private void explain(HandlerClassLoader loader, Duration since) {
        var registered = new ProcessTraces(loader).first();
        if (registered.isPresent()) {
            tell(since, registered.get());
            return;
        }
        unexplained++;
        if (Integer.bitCount(unexplained) == 1) {
            tell(
                    since,
                    "something else than its threads and what it has registered; "
                            + unexplained
                            + (unexplained == 1 ? " is" : " are")
                            + " there so far, and a heap dump (jcmd <pid> GC.heap_dump) shows what"
                            + " refers to "
                            + HandlerClassLoader.class.getName());
        }
    }

    private void tell(Duration since, String culprit) {
        lines++;
        console.errorLine(
                "Function '"
                        + function
                        + "': an environment that ended "
                        + since.toSeconds()
                        + " s ago is kept in memory by "
                        + culprit
                        + "."
                        + (lines == MOST_LINES ? " No more such lines for this function." : ""));
    }

    /** Its name, what it is doing, and for whom. */
    private static String describe(Thread thread) {
        var frames = thread.getStackTrace();
        var place = firstOf(frames, "java.");
        var caller = Optional.<String>empty();
        for (var frame : frames) {
            if (!isJdks(frame)) {
                caller = Optional.of(nameOf(frame));
                break;
            }
        }
        return "thread '"
                + thread.getName()
                + "' ("
                + thread.getState()
                + place.map(name -> " in " + name).orElse("")
                + caller.map(name -> " for " + name).orElse("")
                + ")";
    }

    private static Optional<String> firstOf(StackTraceElement[] frames, String prefix) {
        for (var frame : frames) {
            if (frame.getClassName().startsWith(prefix)) {
                return Optional.of(nameOf(frame));
            }
            if (!isJdks(frame)) {
                break;
            }
        }
        return Optional.empty();
    }

    private static boolean isJdks(StackTraceElement frame) {
        return frame.getModuleName() != null;
    }

    private static String nameOf(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private final class Look extends Alarm {

        Look(Deadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void onRing() {
            look();
        }
    }
}
