package dev.kiln.server;

import dev.kiln.frontdoor.config.EarlySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.aot.AotDetector;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

/**
 * What Spring's ahead-of-time processing has made of the host's beans during the build. Which beans
 * there are is decided then, so it serves only where nobody tells Spring something that decides it
 * otherwise.
 */
final class AheadOfTime {

    /** Named by Spring after the application's class. */
    private static final String BEANS =
            KilnApplication.class.getName() + "__ApplicationContextInitializer";

    private AheadOfTime() {}

    /** Whether it is there, and says what reading all conditions again would say. */
    static boolean fits(EarlySettings early) {
        return !early.speaksToSpring()
                && early.settings().text("config").isEmpty()
                && !Files.exists(Path.of("kiln.yaml"))
                && !early.settings().text("management-port").equals(Optional.of("off"))
                && ClassUtils.isPresent(BEANS, AheadOfTime.class.getClassLoader());
    }

    /** Not by a system property, which functions on Spring would take for theirs. */
    static void use() {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    }
}
