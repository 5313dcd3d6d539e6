package dev.kiln.frontdoor;

import java.io.File;
import java.nio.channels.spi.SelectorProvider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK would come to anyhow, without its searches. It looks for providers of some services
 * in all jars of the class path, where Kiln has none: to open them takes a tenth of the time until
 * the first answer. Properties decide too, but only for a moment here: functions see none that AWS
 * does not set.
 */
final class JdkDefaults {

    /** First by this property, then in the jars: that is how it looks for network channels. */
    private static final String CHANNELS = "java.nio.channels.spi.SelectorProvider";

    /** What OpenJDK takes on Linux in the end. */
    private static final String CHANNELS_OF_LINUX = "sun.nio.ch.EPollSelectorProvider";

    /**
     * Names a file that adds to the JDK's security properties. A property that is set later goes
     * into a log, and for that a provider of loggers is looked for.
     */
    private static final String SECURITY = "java.security.properties";

    /** Beside the jars. */
    private static final String SECURITY_FILE = "security.properties";

    private JdkDefaults() {}

    /**
     * To be called before there is a function, or another thread.
     *
     * @param beside begins what else there is to be done, while the JDK reads its properties
     */
    static void apply(Runnable beside) {
        chooseChannels();
        var security = securityFile();
        if (security == null) {
            beside.run();
            return;
        }
        // Whoever asks for one first has the JDK read all of them, with the file.
        System.setProperty(SECURITY, security);
        try {
            beside.run();
            Security.getProperty("security.provider.1");
        } finally {
            System.clearProperty(SECURITY);
        }
    }

    private static void chooseChannels() {
        if (System.getProperty(CHANNELS) != null || !isLinux()) {
            return;
        }
        System.setProperty(CHANNELS, CHANNELS_OF_LINUX);
        try {
            SelectorProvider.provider();
        } finally {
            System.clearProperty(CHANNELS);
        }
    }

    private static boolean isLinux() {
        try {
            Class.forName(CHANNELS_OF_LINUX, false, null);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /** Null where there is none, or the user names one. */
    private static @Nullable String securityFile() {
        var jars = System.getProperty("java.class.path", "");
        var file =
                new File(new File(jars.split(File.pathSeparator, 2)[0]).getParent(), SECURITY_FILE);
        return System.getProperty(SECURITY) == null && file.exists() ? file.getPath() : null;
    }
}
