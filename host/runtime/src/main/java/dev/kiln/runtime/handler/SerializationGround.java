package dev.kiln.runtime.handler;

import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.util.Locale;

/**
 * What AWS's serialization makes the JDK compute at the first event of a process: the languages
 * that dates could be written in (28 ms), and large powers for {@link BigDecimal} (17 ms). Another
 * processor computes them while the function is initialised.
 */
final class SerializationGround {

    static {
        // Nothing of the function that happens to be the first goes along.
        var thread = new Thread(null, SerializationGround::lay, "serialization", 0, false);
        thread.setContextClassLoader(SerializationGround.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    private SerializationGround() {}

    /** Begins; the first call alone does something, and none waits. */
    static void prepare() {}

    private static void lay() {
        var _ = new SimpleDateFormat("yyyy", Locale.US);
        var _ = BigDecimal.valueOf(0);
    }
}
