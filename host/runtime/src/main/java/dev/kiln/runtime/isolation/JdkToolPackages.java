package dev.kiln.runtime.isolation;

import java.util.HashSet;
import java.util.Set;

/**
 * Packages of JDK modules that the system class loader defines and not the platform's: the
 * compiler, attach and other tools. Functions on AWS reach them through the system loader, below
 * which AWS's runtime puts them.
 */
final class JdkToolPackages {

    private JdkToolPackages() {}

    static boolean contain(String className) {
        // Nearly every miss is a class of the function's own; the set is made only for names that
        // can be a tool's.
        if (!className.startsWith("com.sun.")
                && !className.startsWith("jdk.")
                && !className.startsWith("sun.")) {
            return false;
        }
        var dot = className.lastIndexOf('.');
        return Packages.OF_TOOLS.contains(className.substring(0, dot));
    }

    private static final class Packages {
        static final Set<String> OF_TOOLS = new HashSet<>();

        static {
            var system = ClassLoader.getSystemClassLoader();
            for (var module : ModuleLayer.boot().modules()) {
                if (module.getClassLoader() == system) {
                    OF_TOOLS.addAll(module.getPackages());
                }
            }
        }
    }
}
