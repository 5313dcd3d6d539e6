package dev.kiln.server.config;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Says where a setting stands, as people look for it: file and line. */
final class SettingOrigin {

    private SettingOrigin() {}

    /** {@code " (samples/kiln.yaml, line 7)"}, or nothing where the origin has no place. */
    static String describe(@Nullable Origin origin) {
        return switch (origin) {
            case PropertySourceOrigin wrapper when wrapper.getOrigin() != null ->
                    describe(wrapper.getOrigin());
            case TextResourceOrigin text when text.getResource() != null ->
                    " (%s%s)".formatted(name(text.getResource()), line(text));
            case null, default -> "";
        };
    }

    private static String line(TextResourceOrigin text) {
        var location = text.getLocation();
        return location == null ? "" : ", line " + (location.getLine() + 1);
    }

    private static String name(Resource resource) {
        try {
            return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
        } catch (IOException _) {
            return resource.getDescription();
        }
    }
}
