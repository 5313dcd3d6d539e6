package dev.kiln.runtime.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import java.util.Properties;

/**
 * What AWS's runtime sets for its whole process before it loads a function. Its list of re-enabled
 * TLS algorithms is left out on purpose: it weakens every connection.
 */
final class ProcessDefaults {

    private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
    private static final String NEGATIVE_TTL_VARIABLE =
            "AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL";

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final Path AMAZON_LINUX_CERTIFICATES = Path.of("/etc/pki/java/cacerts");

    private ProcessDefaults() {}

    /**
     * Idempotent; several functions of a process share the properties of the one that came last.
     */
    static void apply(Map<String, String> variables) {
        // A name that could not be resolved is asked for again after a second, not after ten.
        var wanted = variables.getOrDefault(NEGATIVE_TTL_VARIABLE, "1");
        if (!isSetByFile(NEGATIVE_TTL) && !wanted.equals(Security.getProperty(NEGATIVE_TTL))) {
            Security.setProperty(NEGATIVE_TTL, wanted);
        }
        if (System.getProperty(TRUST_STORE) == null && Files.exists(AMAZON_LINUX_CERTIFICATES)) {
            System.setProperty(TRUST_STORE, AMAZON_LINUX_CERTIFICATES.toString());
        }
        // The org.crac facade looks here for an implementation; ours never takes a snapshot.
        if (System.getProperty("org.crac.Core.Compat") == null) {
            System.setProperty("org.crac.Core.Compat", "com.amazonaws.services.lambda.crac");
        }
    }

    /** A security properties file that its user names has the last word. */
    private static boolean isSetByFile(String property) {
        var file = System.getProperty("java.security.properties");
        if (file == null) {
            return false;
        }
        // One or two equal signs before the name choose how the JDK reads the file.
        try (var in = Files.newInputStream(Path.of(file.replaceFirst("^=", "")))) {
            var properties = new Properties();
            properties.load(in);
            return properties.containsKey(property);
        } catch (IOException e) {
            return false;
        }
    }
}
