package dev.kiln.conformance.oracle;

import dev.kiln.conformance.Function;
import dev.kiln.conformance.Recording;
import dev.kiln.conformance.Recording.LogMark;
import dev.kiln.conformance.Subject;
import dev.kiln.runtime.Invocation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * AWS's runtime interface client, started anew for each function, on the JDK that runs the tests.
 * Linux with glibc only: the client is.
 */
public final class RicProcess implements Subject {

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final long PATIENCE_SECONDS = 300;

    private final List<Path> libraries;
    private final Path nativeLibrary;
    private final int maxResponseBytes;

    private RicProcess(List<Path> libraries, Path nativeLibrary, int maxResponseBytes) {
        this.libraries = libraries;
        this.nativeLibrary = nativeLibrary;
        this.maxResponseBytes = maxResponseBytes;
    }

    /**
     * @param folder holds the client and what it depends on, and nothing else
     */
    public static RicProcess in(Path folder) {
        try (var files = Files.list(folder)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            return new RicProcess(jars, unpackNativeLibrary(jars, folder), Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same client before a Runtime API that refuses longer responses. */
    public RicProcess limitedTo(int responseBytes) {
        return new RicProcess(libraries, nativeLibrary, responseBytes);
    }

    @Override
    public Recording run(Function function, List<Invocation> invocations) {
        try {
            var output = Files.createTempFile("ric-output", ".log");
            var errorOutput = Files.createTempFile("ric-error-output", ".log");
            try {
                return run(function, invocations, output, errorOutput);
            } finally {
                Files.delete(output);
                Files.delete(errorOutput);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Recording run(
            Function function, List<Invocation> invocations, Path output, Path errorOutput)
            throws IOException {
        var marks = new ArrayList<LogMark>();
        // The client writes its log before it asks for the next invocation.
        Runnable mark = () -> marks.add(new LogMark(size(output), size(errorOutput)));
        try (var api = new RuntimeApi(invocations, maxResponseBytes, mark)) {
            var process =
                    command(function, api.address())
                            .redirectOutput(output.toFile())
                            .redirectError(errorOutput.toFile())
                            .start();
            var exitStatus = await(process, api.allFetched());
            return new Recording(
                    api.answers(),
                    Files.readAllBytes(output),
                    Files.readAllBytes(errorOutput),
                    List.copyOf(marks),
                    exitStatus);
        }
    }

    private ProcessBuilder command(Function function, String runtimeApi) {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + NATIVE_LIBRARY + "=" + nativeLibrary,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xss512k",
                        "-classpath",
                        libraries.stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        MAIN,
                        function.handler());
        // The client takes its working directory for the task root.
        builder.directory(function.taskRoot().toFile());
        var environment = builder.environment();
        environment.clear();
        environment.putAll(function.variables());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", function.taskRoot().toString());
        return builder;
    }

    /** Waits until the client has nothing left to do; its status if it has ended by itself. */
    private static OptionalInt await(Process process, CompletableFuture<Void> allFetched) {
        try {
            CompletableFuture.anyOf(allFetched, process.onExit())
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            if (allFetched.isDone() || process.isAlive()) {
                process.destroyForcibly().onExit().join();
            }
        }
        return allFetched.isDone() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Left to itself the client unpacks its library to one fixed file under {@code /tmp}, and a
     * second process overwrites what the first has mapped.
     */
    private static Path unpackNativeLibrary(List<Path> jars, Path folder) throws IOException {
        var client =
                jars.stream()
                        .filter(jar -> jar.toString().contains("runtime-interface-client"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No client in " + folder));
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        var target = folder.resolve("libaws-lambda-jni.so");
        var unpacked = Files.createTempFile(folder, "libaws-lambda-jni", ".part");
        try (var jar = new JarFile(client.toFile());
                var library =
                        jar.getInputStream(
                                jar.getEntry(
                                        "jni/libaws-lambda-jni.linux-" + architecture + ".so"))) {
            Files.copy(library, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
