package dev.kiln.runtime.isolation;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The JDBC drivers on one function's class path. The JDK keeps one list of drivers for the process,
 * and fills it once, with the services of whoever comes first; on AWS that is the function.
 */
final class DatabaseDrivers {

    /**
     * The JDK deregisters one driver of the process after the other. One whose own clean-up hangs
     * must not hold up the end of other environments.
     */
    private static final ReentrantLock DEREGISTERING = new ReentrantLock();

    private static final long PATIENCE_SECONDS = 1;

    private final HandlerClassLoader functionLoader;
    private final ReentrantLock searching = new ReentrantLock();
    private volatile boolean searched;

    DatabaseDrivers(HandlerClassLoader functionLoader) {
        this.functionLoader = functionLoader;
    }

    /** Does for this loader, when it is first called, what the JDK does for the first one. */
    void register() {
        if (searched || searching.isHeldByCurrentThread()) {
            return;
        }
        if (!searching.tryLock()) {
            if (!typesBeingInitialised().isEmpty()) {
                // A driver perhaps that registers itself, and the search waits for its class.
                return;
            }
            searching.lock();
        }
        try {
            if (!searched) {
                JdkSearch.done();
                search();
                searched = true;
            }
        } finally {
            searching.unlock();
        }
    }

    /**
     * Has the JDK's one search done over the host's class path: it would take the function of the
     * calling thread, and others would wait as long as that function's drivers please. Like the
     * list itself it is one for the process, and done when this class is initialised.
     */
    private static final class JdkSearch {

        static {
            var thread = Thread.currentThread();
            var context = thread.getContextClassLoader();
            thread.setContextClassLoader(DatabaseDrivers.class.getClassLoader());
            try {
                DriverManager.drivers();
            } finally {
                thread.setContextClassLoader(context);
            }
        }

        /** Returns when the search is over. */
        static void done() {}
    }

    private void search() {
        // Drivers that are about to register themselves; no instance must be made of one half done.
        var unfinished = typesBeingInitialised();
        try {
            ServiceLoader.load(Driver.class, functionLoader).stream()
                    .filter(driver ->
                            unfinished.stream()
                                    .noneMatch(type -> type.isAssignableFrom(driver.type())))
                    .forEach(ServiceLoader.Provider::get);
        } catch (VirtualMachineError e) {
            // Not the drivers' fault. The class that was asked for is not found, and asked for
            // again.
            throw e;
        } catch (Throwable e) {
            // As in the JDK: the first driver that cannot be made ends the search, and is missed
            // when somebody asks for it.
        }
    }

    private static Set<Class<?>> typesBeingInitialised() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        frames.filter(frame -> frame.getMethodName().equals("<clinit>"))
                                .map(StackFrame::getDeclaringClass)
                                .collect(Collectors.toSet()));
    }

    /** Takes the drivers off the list, which would keep the function's classes in memory. */
    void deregister(Consumer<String> warnings) {
        // An interrupt was meant for the function, which has ended.
        Thread.interrupted();
        try {
            if (!DEREGISTERING.tryLock(PATIENCE_SECONDS, SECONDS)) {
                stayRegistered(warnings, "the deregistration of another function's does not end");
                return;
            }
            try {
                deregistration().accept(warnings);
            } finally {
                DEREGISTERING.unlock();
            }
        } catch (Throwable e) {
            // Looking at the list runs code of the function's.
            stayRegistered(warnings, e.toString());
        }
    }

    /** The list shows to each class only those drivers that the class's own loader knows. */
    @SuppressWarnings("unchecked")
    private Consumer<Consumer<String>> deregistration() throws Exception {
        return (Consumer<Consumer<String>>)
                functionLoader
                        .defineCopy(DriverDeregistration.class)
                        .getConstructor()
                        .newInstance();
    }

    private static void stayRegistered(Consumer<String> warnings, String reason) {
        warnings.accept(
                "Database drivers stay registered and keep the classes of an ended environment in"
                        + " memory: "
                        + reason);
    }
}
