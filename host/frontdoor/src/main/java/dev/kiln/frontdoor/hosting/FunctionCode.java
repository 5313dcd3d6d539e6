package dev.kiln.frontdoor.hosting;

import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.isolation.DeploymentPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Finds a function's code where its definition says, and says clearly what is wrong with it. */
final class FunctionCode {

    /** Where AWS unpacks a function's code, and where its layers. */
    private static final Path AWS_TASK_ROOT = Path.of("/var/task");

    private static final Path AWS_LAYERS = Path.of("/opt");

    private FunctionCode() {}

    /**
     * @param taskRoot the variable {@code LAMBDA_TASK_ROOT}, if the process has it
     * @throws InvalidSettingException if there is no code
     */
    static DeploymentPackage locate(FunctionDefinition definition, Optional<String> taskRoot) {
        if (definition.jar().isPresent() && definition.classes().isPresent()) {
            throw new InvalidSettingException(
                    "Both a jar, '"
                            + definition.jar().get()
                            + "', and a folder of classes, '"
                            + definition.classes().get()
                            + "', are set. Set one of the two.");
        }
        var lib = definition.lib().map(folder -> folder("lib", folder));
        if (definition.jar().isPresent()) {
            return DeploymentPackage.ofJar(jar(definition.jar().get()), lib, layers(definition));
        }
        if (definition.classes().isPresent()) {
            var classes = folder("classes", definition.classes().get());
            return DeploymentPackage.ofClasses(
                    classes, lib.or(() -> Optional.of(classes.resolve("lib"))), layers(definition));
        }
        var root = taskRoot(taskRoot);
        // As on AWS, where a function need not name its layers.
        var layers =
                definition.layers().isEmpty() ? List.of(jarsOf(AWS_LAYERS)) : layers(definition);
        return DeploymentPackage.ofClasses(
                root, lib.or(() -> Optional.of(root.resolve("lib"))), layers);
    }

    private static Path taskRoot(Optional<String> given) {
        if (given.isPresent()) {
            return folder("LAMBDA_TASK_ROOT", Path.of(given.get()));
        }
        if (!Files.isDirectory(AWS_TASK_ROOT)) {
            throw new InvalidSettingException(
                    "There is no code: neither 'jar' nor 'classes' nor LAMBDA_TASK_ROOT is set, and"
                            + " there is no folder "
                            + AWS_TASK_ROOT
                            + ". Set one of them. (kiln.yaml is not asked for the code of a handler"
                            + " that is named outside of it.)");
        }
        return AWS_TASK_ROOT;
    }

    private static List<Path> layers(FunctionDefinition definition) {
        var folders = new ArrayList<Path>();
        for (var layer : definition.layers()) {
            folders.add(jarsOf(folder("layers", layer)));
        }
        return folders;
    }

    private static Path jarsOf(Path layer) {
        return layer.resolve("java").resolve("lib");
    }

    private static Path folder(String setting, Path folder) {
        if (Files.isDirectory(folder)) {
            return absolute(folder);
        }
        throw new InvalidSettingException(
                "'"
                        + setting
                        + "' is '"
                        + folder
                        + "', but "
                        + (Files.exists(folder)
                                ? "that is no folder. A jar is named by the setting 'jar'."
                                : "there is no such folder" + seenFrom(folder)));
    }

    private static Path jar(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new InvalidSettingException(
                    "'jar' is '"
                            + jar
                            + "', but "
                            + (Files.exists(jar)
                                    ? "that is no file. A folder is named by the setting 'classes'."
                                    : "there is no such file" + seenFrom(jar)));
        }
        try {
            new ZipFile(jar.toFile()).close();
            return absolute(jar);
        } catch (ZipException e) {
            throw new InvalidSettingException(
                    "'jar' is '"
                            + jar
                            + "', but that is no jar: "
                            + e.getMessage()
                            + ". Build or copy it again.",
                    e);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "'jar' is '" + jar + "', but it cannot be read: " + e + ".", e);
        }
    }

    private static String seenFrom(Path path) {
        return path.isAbsolute()
                ? "."
                : "; relative paths begin at " + Path.of("").toAbsolutePath() + ".";
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
