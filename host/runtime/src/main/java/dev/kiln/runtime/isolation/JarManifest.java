package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** A jar's manifest, parsed when that cannot be avoided: libraries' may be long. */
final class JarManifest {

    private static final String MULTI_RELEASE = "Multi-Release: true";
    private static final String CLASS_PATH = "Class-Path:";

    private final byte[] bytes;
    private @Nullable Manifest parsed;

    JarManifest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** All of it; null if there is none, or nothing in it. */
    synchronized @Nullable Manifest parsed() throws IOException {
        if (parsed == null && bytes.length > 0) {
            parsed = new Manifest(new ByteArrayInputStream(bytes));
        }
        return parsed;
    }

    /** Whether it is worth looking for other jars that this one names. */
    boolean hasClassPath() {
        return hasLineWith(CLASS_PATH);
    }

    /** Whether the jar has entries for some versions of Java. */
    boolean isMultiRelease() {
        try {
            var manifest = hasLineWith(MULTI_RELEASE) ? parsed() : null;
            return manifest != null
                    && Boolean.parseBoolean(
                            manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
        } catch (IOException e) {
            // As the JDK has it: what is not a manifest says nothing.
            return false;
        }
    }

    private boolean hasLineWith(String begin) {
        var first = begin.charAt(0) | 0x20;
        for (int i = 0; i + begin.length() <= bytes.length; i++) {
            if ((bytes[i] | 0x20) == first
                    && (i == 0 || isLineEnd(bytes[i - 1]))
                    && new String(bytes, i, begin.length(), ISO_8859_1).equalsIgnoreCase(begin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
