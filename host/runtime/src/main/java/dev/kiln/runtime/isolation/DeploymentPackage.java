package dev.kiln.runtime.isolation;

import java.nio.file.Path;
import java.util.List;

/**
 * The code of one function.
 *
 * @param taskRoot the function's working folder, {@code /var/task} on AWS
 * @param classPath folders and jars in class path order
 */
public record DeploymentPackage(Path taskRoot, List<Path> classPath) {}
