package dev.kiln.runtime.deployment;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Somebody who signs jars, with a key of the JDK's own tool. */
public final class Signer {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore.PrivateKeyEntry key;

    private Signer(KeyStore.PrivateKeyEntry key) {
        this.key = key;
    }

    /** Makes a key in the folder. */
    public static Signer in(Path folder) {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        try {
            var process =
                    new ProcessBuilder(
                                    keytool.toString(),
                                    "-genkeypair",
                                    "-alias",
                                    "signer",
                                    "-keyalg",
                                    "EC",
                                    "-dname",
                                    "CN=Signer",
                                    "-validity",
                                    "3650",
                                    "-keystore",
                                    store.toString(),
                                    "-storepass",
                                    new String(PASSWORD))
                            .redirectErrorStream(true)
                            .start();
            var said =
                    new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
            var entry =
                    KeyStore.getInstance(store.toFile(), PASSWORD)
                            .getEntry("signer", new KeyStore.PasswordProtection(PASSWORD));
            return new Signer((KeyStore.PrivateKeyEntry) entry);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Replaces the jar by a signed one. */
    public void sign(Path jar) {
        var signed = jar.resolveSibling("signed.tmp");
        try {
            try (var unsigned = new ZipFile(jar.toFile());
                    var out = Files.newOutputStream(signed)) {
                new JarSigner.Builder(key).build().sign(unsigned, out);
            }
            Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
