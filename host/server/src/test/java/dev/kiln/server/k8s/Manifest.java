package dev.kiln.server.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A mapping of a YAML file.
 *
 * @param node its entries
 */
record Manifest(Map<?, ?> node) {

    static final Path FOLDER = Path.of("").toAbsolutePath().resolve("../../k8s").normalize();

    /** Reads a file with one document; a key that stands twice is an error. */
    static Manifest read(String file) {
        return of(load(file));
    }

    /** The same for a document that is a list of mappings. */
    static List<Manifest> readList(String file) {
        return ((List<?>) load(file)).stream().map(Manifest::of).toList();
    }

    /** Those documents of a file that are mappings. */
    static List<Manifest> readAll(String file) {
        try {
            return parseAll(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for text. */
    static List<Manifest> parseAll(String documents) {
        var manifests = new ArrayList<Manifest>();
        for (var document : yaml().loadAll(documents)) {
            if (document instanceof Map<?, ?>) {
                manifests.add(of(document));
            }
        }
        return manifests;
    }

    private static Object load(String file) {
        try (var text = Files.newBufferedReader(FOLDER.resolve(file))) {
            return yaml().load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** The mapping at a path of keys; the first element where there is a list. */
    Manifest at(String... path) {
        var here = this;
        for (var key : path) {
            var value = here.value(key);
            here = of(value instanceof List<?> list ? list.getFirst() : value);
        }
        return here;
    }

    List<Manifest> list(String key) {
        return ((List<?>) value(key)).stream().map(Manifest::of).toList();
    }

    Object value(String key) {
        var value = node.get(key);
        if (value == null) {
            throw new AssertionError("There is no '" + key + "' among " + keys());
        }
        return value;
    }

    String text(String key) {
        return value(key).toString();
    }

    int number(String key) {
        return (int) value(key);
    }

    Set<String> keys() {
        return node.keySet().stream().map(Object::toString).collect(Collectors.toSet());
    }

    List<String> texts(String key) {
        return ((List<?>) value(key)).stream().map(Object::toString).toList();
    }

    /** The entries of a list of names and values. */
    Map<String, String> pairs(String key) {
        var pairs = new LinkedHashMap<String, String>();
        list(key).forEach(entry -> pairs.put(entry.text("name"), entry.text("value")));
        return pairs;
    }

    private static Manifest of(Object node) {
        return new Manifest((Map<?, ?>) node);
    }
}
