package dev.kiln.frontdoor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The signals that ask a process to end. A shutdown hook could neither choose the exit status nor
 * hear of a second signal; {@code sun.misc.Signal} can both. It is named by reflection because the
 * compiler's warning of it cannot be switched off.
 */
final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * Calls back on a thread of its own for each SIGTERM and SIGINT, with the signal's number.
     *
     * @return whether this JVM lets us
     */
    static boolean onEnd(IntConsumer action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var number = signal.getMethod("getNumber");
            InvocationHandler call =
                    (_, method, arguments) -> {
                        if (method.getName().equals("handle") && arguments.length == 1) {
                            action.accept((int) number.invoke(arguments[0]));
                        }
                        return null;
                    };
            var proxy =
                    Proxy.newProxyInstance(
                            ProcessSignals.class.getClassLoader(), new Class<?>[] {handler}, call);
            var handle = signal.getMethod("handle", signal, handler);
            for (var name : new String[] {"TERM", "INT"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
            return true;
        } catch (ReflectiveOperationException _) {
            // Started with -Xrs, or another JVM: its own way to end will do.
            return false;
        }
    }
}
