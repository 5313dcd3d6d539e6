package dev.kiln.runtime.isolation;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's classes, and those of other modules that the JVM was started with; not what is on the
 * host's class path.
 *
 * <p>It is asked for every class of a function, and has hardly any of them. The JDK would make two
 * exceptions of each, with the whole stack: a twentieth of the start of a function with thousands.
 */
final class JdkClasses {

    /** Where nearly all of them are, and nearly nothing else is. */
    private static final String[] USUAL = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    /** As many exceptions cost less than to find out which packages these modules have. */
    private static final int FEW = 200;

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final AtomicInteger missed = new AtomicInteger();

    /** Null where there is none of that name. */
    @Nullable Class<?> find(String name) {
        if (!isUsual(name)
                && missed.get() >= FEW
                && !Packages.OF_MODULES.contains(packageOf(name))) {
            return Boot.find(name);
        }
        try {
            return PLATFORM.loadClass(name);
        } catch (ClassNotFoundException e) {
            missed.incrementAndGet();
            return null;
        }
    }

    private static boolean isUsual(String name) {
        for (var prefix : USUAL) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String packageOf(String className) {
        var dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    private static final class Packages {

        /** Of modules that the JDK's loaders define, besides the JVM's own. */
        static final Set<String> OF_MODULES = new HashSet<>();

        static {
            for (var module : ModuleLayer.boot().modules()) {
                if (module.getClassLoader() != null) {
                    OF_MODULES.addAll(module.getPackages());
                }
            }
        }
    }

    /**
     * What the JVM itself loads: besides modules of the JDK what somebody has added to them, such
     * as an agent. It has no loader that could be asked; one without parent and classes asks it.
     */
    private static final class Boot extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        private static final Boot LOADER = new Boot();

        private Boot() {
            super(null);
        }

        static @Nullable Class<?> find(String name) {
            try {
                return LOADER.loadClass(name);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        @Override
        @SuppressWarnings("NullAway") // which is what the JDK's own loaders give inside
        protected Class<?> findClass(String name) {
            return null;
        }
    }
}
