package dev.kiln.server.catalog;

import dev.kiln.runtime.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.stereotype.Component;

/**
 * Jars and folders with Spring beans of the user's own, in one class loader above the host's: the
 * setting {@code kiln.extensions}.
 */
public final class Extensions {

    private final URLClassLoader loader;

    private Extensions(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * @param paths jars, folders of classes, or folders with jars in them
     * @throws InvalidSettingException if one of them is not there
     */
    public static Extensions open(List<Path> paths, ClassLoader host) {
        var urls = new ArrayList<URL>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                urls.add(url(path));
                jarsIn(path).forEach(jar -> urls.add(url(jar)));
            } else if (Files.isRegularFile(path)) {
                urls.add(url(path));
            } else {
                throw new InvalidSettingException(
                        "kiln.extensions names '%s', where neither a jar nor a folder is (looked in %s)."
                                .formatted(path, Path.of("").toAbsolutePath()));
            }
        }
        return new Extensions(
                new URLClassLoader("kiln-extensions", urls.toArray(URL[]::new), host));
    }

    public ClassLoader loader() {
        return loader;
    }

    /**
     * Classes with Spring's component annotations; auto-configurations are left to Spring Boot,
     * which finds them through the class loader.
     */
    public List<Class<?>> components() {
        var autoConfigurations = new HashSet<String>();
        ImportCandidates.load(AutoConfiguration.class, loader).forEach(autoConfigurations::add);
        var readers = new SimpleMetadataReaderFactory(loader);
        var components = new ArrayList<Class<?>>();
        for (var url : loader.getURLs()) {
            for (var name : annotated(url, readers)) {
                if (!autoConfigurations.contains(name)) {
                    components.add(load(name));
                }
            }
        }
        return components;
    }

    private List<String> annotated(URL url, MetadataReaderFactory readers) {
        var location = url.getPath().endsWith("/") ? url.toString() : "jar:" + url + "!/";
        var names = new ArrayList<String>();
        try {
            var classes =
                    new PathMatchingResourcePatternResolver(loader)
                            .getResources(location + "**/*.class");
            for (var resource : classes) {
                var type = readers.getMetadataReader(resource).getAnnotationMetadata();
                if (type.isConcrete()
                        && type.isIndependent()
                        && type.isAnnotated(Component.class.getName())) {
                    names.add(type.getClassName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the extension " + url, e);
        }
        return names;
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Class " + name + " has gone from its extension", e);
        }
    }

    /** Whether an object's class came from an extension. */
    boolean owns(Object bean) {
        return bean.getClass().getClassLoader() == loader;
    }

    private static List<Path> jarsIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the extensions in " + folder, e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("No URL for " + path, e);
        }
    }
}
