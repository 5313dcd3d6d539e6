package dev.kiln.adapters;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stage of an API, and how its public URL begins.
 *
 * @param name {@code $default} or the stage's name
 * @param inPath whether the public URL begins with the stage's name
 * @param variables none: null in the event of a REST API, left out in that of an HTTP API
 * @param basePath of the custom domain's mapping to this stage: begins with a slash and does not
 *     end with one; "" if there is none
 */
public record ApiStage(
        String name, boolean inPath, Map<String, String> variables, String basePath) {

    private static final String DEFAULT = "$default";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    static ApiStage read(SettingText text) {
        var stage =
                new ApiStage(
                        text.string("stage", DEFAULT),
                        text.flag("stage-in-path", false),
                        text.pairs("stage-variables"),
                        text.path("base-path"));
        if (!stage.isDefault() && !NAME.matcher(stage.name).matches()) {
            throw SettingText.invalid(
                    "stage",
                    stage.name,
                    "a stage's name is '$default' or has letters, digits, dashes and underscores");
        }
        if (stage.inPath && stage.isDefault()) {
            throw SettingText.invalid(
                    "stage-in-path", "true", "there is no stage: name it with 'stage' too");
        }
        if (stage.inPath && !stage.basePath.isEmpty()) {
            throw SettingText.invalid(
                    "base-path",
                    stage.basePath,
                    "stage-in-path is set too: an URL begins with a custom domain's base path or"
                            + " with the stage's name");
        }
        return stage;
    }

    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /** What stands before an API's own paths in public ones: "" or one segment or more. */
    public String prefix() {
        return inPath ? "/" + name : basePath;
    }
}
