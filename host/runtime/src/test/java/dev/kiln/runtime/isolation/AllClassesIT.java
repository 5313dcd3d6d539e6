package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.logging.EnvironmentLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All classes of large libraries, through the function's loader and through a plain one: both have
 * to define and verify the same ones, and refuse the same ones for the same reason.
 */
class AllClassesIT {

    private static final ClassLoader HOST = AllClassesIT.class.getClassLoader();

    @ParameterizedTest
    @CsvSource({
        "aws-sdk, 4900",
        "spring-boot-3.5, 10000",
        "groovy, 4500",
        "kotlin, 900",
        "h2, 1000",
        "netty-4.0, 1500",
        "log4j2, 1400"
    })
    void redirected_classes_load_where_untouched_ones_do(String set, int atLeast) throws Exception {
        var jars = jarsOf(set);
        var names = namesIn(jars);

        Map<String, String> untouched;
        Map<String, String> redirected;
        Set<String> changed;
        try (var plain = plainLoader(jars);
                var own = ownLoader(jars)) {
            untouched = failures(names, plain);
            redirected = failures(names, own);
            changed = changed(names, own);
        }

        assertThat(names).hasSizeGreaterThan(atLeast);
        assertThat(changed).isNotEmpty().isSubsetOf(names);
        assertThat(redirected).isEqualTo(untouched);
    }

    private static List<Path> jarsOf(String set) throws IOException {
        try (var files = Files.list(Libraries.of(set))) {
            return files.sorted().toList();
        }
    }

    private static List<String> namesIn(List<Path> jars) throws IOException {
        var names = new TreeSet<String>();
        for (var jar : jars) {
            try (var file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                        .filter(name -> !name.endsWith("module-info.class"))
                        .map(name -> name.replace(".class", "").replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return List.copyOf(names);
    }

    private static URLClassLoader plainLoader(List<Path> jars) throws IOException {
        var urls = new ArrayList<URL>();
        for (var jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), new LambdaApiLoader(HOST, false));
    }

    private static HandlerClassLoader ownLoader(List<Path> jars) {
        var nowhere = OutputStream.nullOutputStream();
        return new HandlerClassLoader(
                new DeploymentPackage(Path.of(""), jars, Set.of()),
                new LambdaApiLoader(HOST, false),
                new EnvironmentLog(new Console(nowhere, nowhere)));
    }

    /** Defines and verifies each class, and tells why some cannot be; nothing is initialised. */
    private static Map<String, String> failures(List<String> names, ClassLoader loader) {
        var failures = new TreeMap<String, String>();
        for (var name : names) {
            try {
                // Listing its methods links a class.
                var linked = Class.forName(name, false, loader).getDeclaredMethods();
                assertThat(linked).isNotNull();
            } catch (LinkageError | ClassNotFoundException | TypeNotPresentException e) {
                failures.put(name, e.toString());
            }
        }
        return failures;
    }

    private static Set<String> changed(List<String> names, HandlerClassLoader loader)
            throws IOException {
        var redirect = new CallSiteRedirect(loader);
        var changed = new TreeSet<String>();
        for (var name : names) {
            try (var in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    continue;
                }
                var bytes = in.readAllBytes();
                var redirected = redirect.apply(bytes);
                if (redirected != bytes) {
                    changed.add(name);
                    var left = ConstantPool.scan(redirected);
                    assertThat(left.members()).as(name).isEmpty();
                }
            }
        }
        return changed;
    }
}
