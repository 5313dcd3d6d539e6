package dev.kiln.conformance.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Reads the classes of a function as data; nothing of them runs. */
public final class FunctionTypes implements AutoCloseable {

    private static final String REQUEST_HANDLER =
            "com.amazonaws.services.lambda.runtime.RequestHandler";

    private final URLClassLoader loader;
    private final Path jar;

    /**
     * @param taskRoot has the function's own classes in {@code lib/oracle-handlers-1.jar}
     */
    public FunctionTypes(Path taskRoot) {
        try (var libraries = Files.list(taskRoot.resolve("lib"))) {
            var urls = libraries.sorted().map(FunctionTypes::url).toArray(URL[]::new);
            loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
            jar = taskRoot.resolve("lib/oracle-handlers-1.jar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all classes that can be handlers by themselves and begin as given. */
    public List<String> handlersIn(String prefix) {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.endsWith(".class"))
                    .map(entry -> entry.replace(".class", "").replace('/', '.'))
                    .filter(name -> name.startsWith(prefix) && isHandler(load(name)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Names of the top-level classes of a package, without the packages below it.
     *
     * @param library the beginning of a jar's name
     */
    public List<String> classesOf(String library, String packageName) {
        var folder = packageName.replace('.', '/') + "/";
        try (var file = new JarFile(libraryNamed(library).toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.startsWith(folder) && entry.endsWith(".class"))
                    .map(entry -> entry.substring(folder.length()).replace(".class", ""))
                    .filter(name -> !name.contains("/") && !name.contains("$"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path libraryNamed(String beginning) throws IOException {
        try (var libraries = Files.newDirectoryStream(jar.getParent(), beginning + "*.jar")) {
            return libraries.iterator().next();
        }
    }

    /** The declared input type; none for stream handlers and raw ones. */
    public Optional<Type> inputOf(String handler) {
        var separator = handler.lastIndexOf("::");
        if (separator < 0) {
            return argumentOf(load(handler));
        }
        var name = handler.substring(separator + 2);
        return Arrays.stream(load(handler.substring(0, separator)).getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .max(Comparator.comparingInt(Method::getParameterCount))
                .map(method ->
                        Bindings.of(method.getDeclaringClass())
                                .resolve(method.getGenericParameterTypes()[0]));
    }

    private static Optional<Type> argumentOf(Class<?> handler) {
        var bindings = Bindings.of(handler);
        return bindings.superTypes()
                .filter(type -> type.getRawType().getTypeName().equals(REQUEST_HANDLER))
                .map(ParameterizedType::getActualTypeArguments)
                .map(arguments -> bindings.resolve(arguments[0]))
                .findFirst();
    }

    private static boolean isHandler(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers())
                && Bindings.of(type)
                        .superTypes()
                        .anyMatch(s -> s.getRawType().getTypeName().equals(REQUEST_HANDLER));
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
