package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.JarFolder;
import dev.kiln.runtime.deployment.Signer;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of libraries count; that of a deployment package does not, because AWS unpacks it. */
class SignedJarTest {

    private static final TestHost HOST = TestHost.fresh();

    private static final String LIBRARY =
            """
            package lib;

            public class Library {
                public static String text() {
                    return "genuine";
                }
            }
            """;

    private static final String CALLS =
            """
            package fn;

            import java.security.CodeSigner;
            import java.security.cert.X509Certificate;

            public class Calls extends TextFunction {
                @Override
                protected Object answer(String event) throws Exception {
                    Class<?> type = Class.forName("lib.Library");
                    CodeSigner[] signers = type.getProtectionDomain().getCodeSource().getCodeSigners();
                    String signer = signers == null ? "nobody" : ((X509Certificate) signers[0]
                            .getSignerCertPath().getCertificates().get(0)).getSubjectX500Principal().getName();
                    return type.getMethod("text").invoke(null) + " by " + signer;
                }
            }
            """;

    @TempDir static Path keys;
    @TempDir Path folder;
    private static Signer signer;

    @BeforeAll
    static void makeKey() {
        signer = Signer.in(keys);
    }

    @Test
    void the_signer_of_a_library_is_known() {
        var root = withSignedLibrary();

        try (var function = HOST.start(root.code(), "fn.Calls")) {
            assertThat(function.call()).isEqualTo("genuine by CN=Signer");
        }
    }

    @Test
    void a_library_that_was_tampered_with_is_the_functions_error() throws Exception {
        var root = withSignedLibrary();
        forge(root.libraryPath("a.jar"));

        try (var function = HOST.start(root.code(), "fn.Calls")) {
            assertThat(function.call("{}").error())
                    .startsWith("{\"errorMessage\":\"SHA-384 digest error for lib/Library.class\"")
                    .contains("\"errorType\":\"java.lang.SecurityException\"");
        }
    }

    @Test
    void nobody_looks_at_the_signature_of_a_deployment_package() throws Exception {
        var jar =
                JarFolder.in(folder.resolve("function"))
                        .source(LIBRARY)
                        .function(CALLS)
                        .writeTo(folder.resolve("function.jar"));
        signer.sign(jar);
        forge(jar);
        var code = DeploymentPackage.ofJar(jar, Optional.empty(), List.of());

        try (var function = HOST.start(code, "fn.Calls")) {
            assertThat(function.call()).isEqualTo("forgery by nobody");
        }
    }

    private TaskRoot withSignedLibrary() {
        var root = TaskRoot.in(folder).lib("a.jar", jar -> jar.source(LIBRARY)).source(CALLS);
        signer.sign(root.libraryPath("a.jar"));
        return root;
    }

    /** Changes a text of the same length inside the class, and leaves the signature. */
    private static void forge(Path jar) throws Exception {
        try (var files = FileSystems.newFileSystem(jar)) {
            var type = files.getPath("lib/Library.class");
            var bytes = new String(Files.readAllBytes(type), StandardCharsets.ISO_8859_1);
            Files.write(
                    type,
                    bytes.replace("genuine", "forgery").getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
