package dev.kiln.runtime;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host's own frames in a function's stack traces. On AWS a trace ends where the runtime calls
 * the function; what the host puts into the place of the JDK's classes, such as a class loader or a
 * print stream, is called by the function and must not end it.
 */
public final class HostFrames {

    private static final String HOST = "dev.kiln.runtime.";
    private static final String LOADER = HOST + "isolation.HandlerClassLoader";
    private static final String PRINT_STREAM = HOST + "logging.LineStream";

    private static final Set<String> PRINTING = Set.of("print", "println", "format", "write");

    /** Parts of the host that functions call, knowingly or not. */
    private static final List<String> CALLED_BY_FUNCTIONS =
            List.of(
                    HOST + "isolation.",
                    HOST + "logging.",
                    HOST + "process.",
                    HOST + "bridge.FunctionDefaults",
                    HOST + "bridge.FunctionSystem");

    private HostFrames() {}

    /**
     * Removes the host's frames that called the function and all below them from an error, its
     * causes and suppressed ones, in place; those in between stand for the JDK's.
     */
    public static void cut(Throwable error) {
        cut(error, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void cut(@Nullable Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return;
        }
        var frames = error.getStackTrace();
        var first = firstOfHost(frames);
        if (first < frames.length) {
            error.setStackTrace(functionsOwn(frames, first));
        }
        cut(error.getCause(), seen);
        for (var suppressed : error.getSuppressed()) {
            cut(suppressed, seen);
        }
    }

    private static int firstOfHost(StackTraceElement[] frames) {
        var index = 0;
        while (index < frames.length && !frames[index].getClassName().startsWith(HOST)) {
            index++;
        }
        return index;
    }

    private static StackTraceElement[] functionsOwn(StackTraceElement[] frames, int first) {
        var kept = new ArrayList<>(List.of(frames).subList(0, first));
        for (var i = first; i < frames.length; i++) {
            var type = frames[i].getClassName();
            if (!type.startsWith(HOST)) {
                kept.add(frames[i]);
            } else if (CALLED_BY_FUNCTIONS.stream().noneMatch(type::startsWith)) {
                break;
            } else {
                addFrameOfJdk(type, frames[i].getMethodName(), kept);
            }
        }
        return kept.toArray(new StackTraceElement[0]);
    }

    /** What stands in such a trace on AWS; the host's helpers have no counterpart there. */
    private static void addFrameOfJdk(String type, String method, List<StackTraceElement> frames) {
        if (type.equals(LOADER) && method.equals("findClass")) {
            frames.add(JdkFrames.FIND_CLASS);
        } else if (type.equals(LOADER) && method.equals("define")) {
            frames.add(JdkFrames.of("java.net.URLClassLoader", "defineClass"));
        } else if (type.equals(PRINT_STREAM) && PRINTING.contains(method)) {
            frames.add(JdkFrames.of("java.io.PrintStream", method));
        }
    }

    /** Made when the first such trace is reported: few functions ever have one. */
    private static final class JdkFrames {

        /** With the line of this JDK, because a missing class is what people look at. */
        static final StackTraceElement FIND_CLASS = findClass();

        private JdkFrames() {}

        static StackTraceElement of(String type, String method) {
            var file = type.substring(type.lastIndexOf('.') + 1) + ".java";
            return new StackTraceElement(null, "java.base", null, type, method, file, -1);
        }

        private static StackTraceElement findClass() {
            try (var empty = new URLClassLoader(new URL[0], null)) {
                empty.loadClass("-");
            } catch (ClassNotFoundException e) {
                for (var frame : e.getStackTrace()) {
                    if (frame.getClassName().equals("java.net.URLClassLoader")
                            && frame.getMethodName().equals("findClass")) {
                        return frame;
                    }
                }
            } catch (IOException e) {
                // Nothing was open.
            }
            return of("java.net.URLClassLoader", "findClass");
        }
    }
}
