package dev.kiln.runtime.isolation;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's classes, those of tools among them that the system class loader defines and not the
 * platform's (the compiler, attach): functions on AWS reach them, because AWS's runtime puts them
 * below that loader.
 *
 * <p>It is asked for every class of a function, and has hardly any of them. The JDK would make two
 * exceptions of each, with the whole stack: a twentieth of the start of a function with thousands.
 */
final class JdkClasses {

    /** Where nearly all of them are, and nearly nothing else is. */
    private static final String[] USUAL = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    /** As many exceptions cost less than to find out which packages the platform has. */
    private static final int FEW = 200;

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final AtomicInteger MISSED = new AtomicInteger();

    private JdkClasses() {}

    /** Null where there is none of that name. */
    static @Nullable Class<?> find(String name) {
        if (!isUsual(name)
                && MISSED.get() >= FEW
                && !Packages.OF_PLATFORM.contains(packageOf(name))) {
            return Boot.find(name);
        }
        try {
            return PLATFORM.loadClass(name);
        } catch (ClassNotFoundException e) {
            MISSED.incrementAndGet();
            return isUsual(name) ? findTool(name) : null;
        }
    }

    private static @Nullable Class<?> findTool(String name) {
        try {
            return Packages.OF_TOOLS.contains(packageOf(name))
                    ? ClassLoader.getSystemClassLoader().loadClass(name)
                    : null;
        } catch (ClassNotFoundException e) {
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

    /** By the loaders that define them; nothing can be added to either. */
    private static final class Packages {
        static final Set<String> OF_PLATFORM = of(PLATFORM);
        static final Set<String> OF_TOOLS = of(ClassLoader.getSystemClassLoader());

        private static Set<String> of(ClassLoader loader) {
            var packages = new HashSet<String>();
            for (var module : ModuleLayer.boot().modules()) {
                if (module.getClassLoader() == loader) {
                    packages.addAll(module.getPackages());
                }
            }
            return packages;
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
