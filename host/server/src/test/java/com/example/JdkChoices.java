package com.example;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.TreeMap;

/** What a function sees of the JDK that a host could have decided. */
public final class JdkChoices {

    /** Nothing of a function runs before this. */
    private static final List<String> PROPERTIES_OF_HOST =
            System.getProperties().stringPropertyNames().stream()
                    .filter(name ->
                            name.startsWith("dev.kiln.") || name.startsWith("io.netty.allocator."))
                    .toList();

    public TreeMap<String, String> seen(Object event) {
        var seen = new TreeMap<String, String>();
        seen.put("channels", SelectorProvider.provider().getClass().getName());
        seen.put(
                "channels by property",
                System.getProperty("java.nio.channels.spi.SelectorProvider", "-"));
        seen.put("security by property", System.getProperty("java.security.properties", "-"));
        seen.put("negative ttl", Security.getProperty("networkaddress.cache.negative.ttl"));
        seen.put("ttl", String.valueOf(Security.getProperty("networkaddress.cache.ttl")));
        return seen;
    }

    /** What its host could have been told by. */
    public List<String> propertiesOfHost(Object event) {
        return PROPERTIES_OF_HOST;
    }

    /** What its process has open. */
    public List<String> openFiles(Object event) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(JdkChoices::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
