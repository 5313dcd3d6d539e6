package dev.kiln.runtime.isolation;

import dev.kiln.runtime.InvalidSettingException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The code of one function.
 *
 * @param taskRoot the function's working folder, {@code /var/task} on AWS; made absolute
 * @param classPath folders and jars in class path order
 * @param unpacked jars that AWS would have unpacked into the task root: their Multi-Release and
 *     Class-Path entries have no effect
 */
public record DeploymentPackage(Path taskRoot, List<Path> classPath, Set<Path> unpacked) {

    public DeploymentPackage {
        taskRoot = taskRoot.toAbsolutePath().normalize();
    }

    /**
     * The layout of {@code /var/task}: the folder itself, then {@code lib/*.jar}, then the layers'
     * jars.
     *
     * @param layers folders of jars, {@code /opt/java/lib} on AWS
     */
    public static DeploymentPackage ofTaskRoot(Path taskRoot, List<Path> layers) {
        return ofClasses(taskRoot, Optional.of(taskRoot.resolve("lib")), layers);
    }

    /**
     * A folder of classes, a folder of jars beside it, and layers; each set of jars sorted by file
     * name.
     */
    public static DeploymentPackage ofClasses(Path classes, Optional<Path> lib, List<Path> layers) {
        var classPath = new ArrayList<Path>();
        classPath.add(classes);
        addJars(classPath, lib, layers);
        return new DeploymentPackage(classes, List.copyOf(classPath), Set.of());
    }

    /** One jar as AWS takes it for a deployment package, a folder of jars beside it, and layers. */
    public static DeploymentPackage ofJar(Path jar, Optional<Path> lib, List<Path> layers) {
        var classPath = new ArrayList<Path>();
        classPath.add(jar);
        addJars(classPath, lib, layers);
        var folder = jar.toAbsolutePath().getParent();
        return new DeploymentPackage(
                folder == null ? jar : folder, List.copyOf(classPath), Set.of(jar));
    }

    private static void addJars(List<Path> classPath, Optional<Path> lib, List<Path> layers) {
        lib.ifPresent(folder -> classPath.addAll(jarsIn(folder)));
        for (var layer : layers) {
            classPath.addAll(jarsIn(layer));
        }
    }

    /** AWS's runtime sorts by {@code String.compareTo} and ignores folders that are missing. */
    private static List<Path> jarsIn(Path folder) {
        var jars = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, DeploymentPackage::isJar)) {
                files.forEach(jars::add);
            } catch (IOException e) {
                throw unreadable(folder, e);
            } catch (DirectoryIteratorException e) {
                throw unreadable(folder, e);
            }
        }
        jars.sort((a, b) -> fileName(a).compareTo(fileName(b)));
        return jars;
    }

    private static InvalidSettingException unreadable(Path folder, Exception cause) {
        return new InvalidSettingException(
                "Cannot list the jars in '"
                        + folder
                        + "': "
                        + cause
                        + ". Check the folder's permissions.",
                cause);
    }

    private static boolean isJar(Path file) {
        var name = fileName(file);
        return name.length() > ".jar".length() && name.endsWith(".jar");
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
