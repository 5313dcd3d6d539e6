package dev.kiln.server.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** The images that the Dockerfile makes, built once for all tests and removed after the last. */
final class Images implements AutoCloseable {

    static final Path REPOSITORY = Path.of("").toAbsolutePath().resolve("../..").normalize();

    /** As the Dockerfile has it; docs/image.md says why builders should give it. */
    private static final String TIME = "1767225600";

    private final List<String> tags = new ArrayList<>();

    private Images() {
        try {
            var context = Files.createTempDirectory("kiln-base");
            try {
                BaseImage.layOut(context);
                build(tag("system"), context, "--target", "system");
                build(tag("jdk"), context, "--target", "jdk");
            } finally {
                FileSystemUtils.deleteRecursively(context);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        // Named, so that its layers go with the name.
        fromDockerfile(tag("stages"), "host", tag("system"));
        fromDockerfile(tag("kiln"), "kiln", tag("system"));
    }

    /** A name of this run alone: others on this machine may have theirs at the same time. */
    static String tag(String name) {
        return "localhost/kiln-test-" + ProcessHandle.current().pid() + "/" + name;
    }

    /** The image on an ordinary system. */
    String kiln() {
        return tag("kiln");
    }

    /** The image on nothing but libraries, made in a build of its own from the first stage on. */
    synchronized String slim() {
        if (!tags.contains(tag("slim"))) {
            fromDockerfile(tag("slim"), "kiln", "bare", "--no-cache");
        }
        return tag("slim");
    }

    /** The image with a JDK in /opt/java that the others are made with. */
    String jdk() {
        return tag("jdk");
    }

    /** A sample, made by the Dockerfile's target for it. */
    String sample(String name, String handler) {
        var tag = tag("sample-" + name);
        fromDockerfile(
                tag,
                "sample",
                tag("system"),
                "--build-arg",
                "SAMPLE=" + name,
                "--build-arg",
                "HANDLER=" + handler);
        return tag;
    }

    /** The first stage, for any platform. */
    String launcher(String platform) {
        var tag = tag("launcher-" + platform.replace('/', '-'));
        fromDockerfile(tag, "launcher", tag("system"), "--platform", platform);
        return tag;
    }

    /** Builds the Dockerfile in a folder under a name. */
    String build(String tag, Path context, String... options) {
        var arguments = new ArrayList<String>(List.of("build", "--tag", tag, "--network", "host"));
        // The usual limits are above what a nested container may set.
        arguments.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"));
        arguments.addAll(List.of(options));
        arguments.add(context.toString());
        tags.addFirst(tag);
        return Podman.call(arguments.toArray(String[]::new));
    }

    /** The same with buildah, which has podman's images. */
    void buildWithBuildah(String tag, Path context) {
        var command = new ArrayList<>(List.of("buildah", "bud", "--layers", "--tag", tag));
        if (Command.exists("runc")) {
            command.addAll(List.of("--runtime", "runc"));
        }
        command.add(context.toString());
        tags.addFirst(tag);
        Command.run(command);
    }

    private void fromDockerfile(String tag, String target, String system, String... more) {
        var options = new ArrayList<>(List.of("--target", target, "--timestamp", TIME));
        options.addAll(
                List.of("--build-arg", "BASE=" + tag("jdk"), "--build-arg", "SYSTEM=" + system));
        options.addAll(List.of(more));
        build(tag, REPOSITORY, options.toArray(String[]::new));
    }

    @Override
    public void close() {
        for (var tag : tags) {
            Podman.call("rmi", "--force", "--ignore", tag);
        }
    }

    /**
     * Gives the images to tests that have them as a parameter; skips those where there is no
     * podman.
     */
    static final class Provider implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Images.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            assumeTrue(
                    Podman.isInstalled(),
                    "podman is not installed: apt-get install podman buildah runc");
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Images.class, key -> new Images(), Images.class);
        }
    }
}
