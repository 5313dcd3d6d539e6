package dev.kiln.server.config;

import dev.kiln.runtime.InvalidSettingException;

/** The words of the command line. */
public final class Arguments {

    private Arguments() {}

    /**
     * @throws InvalidSettingException for a word that would have no effect: a value without its
     *     setting's name, or a setting of ours without a value
     */
    public static void check(String[] args) {
        for (var arg : args) {
            if (arg.startsWith("-D")) {
                throw new InvalidSettingException(
                        "Argument '%s' comes too late: system properties stand before -jar."
                                .formatted(arg));
            }
            if (!arg.startsWith("--")) {
                throw new InvalidSettingException(
                        ("Argument '%s' means nothing here; settings are written"
                                        + " --kiln.handler=com.example.App::handle.")
                                .formatted(arg));
            }
            if (arg.startsWith("--kiln.") && arg.indexOf('=') < 0) {
                throw new InvalidSettingException(
                        "Argument '%1$s' has no value; write %1$s=value.".formatted(arg));
            }
        }
    }
}
