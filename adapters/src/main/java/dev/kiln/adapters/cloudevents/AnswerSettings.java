package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.SettingText;
import java.util.Optional;
import java.util.function.Function;

/**
 * How errors are told to senders of events.
 *
 * @param bindErrorStatus 400, which is not tried again, or 500, which is, as Lambda does
 * @param stackTraces whether answers hold them
 */
public record AnswerSettings(int bindErrorStatus, boolean stackTraces) {

    /**
     * Reads {@code event-bind-error-status} and {@code event-error-stack-trace}.
     *
     * @param setting from a name to its value
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static AnswerSettings read(Function<String, Optional<String>> setting) {
        var text = new SettingText(setting);
        return new AnswerSettings(
                text.flag("event-bind-error-status", "400", "500") ? 500 : 400,
                text.flag("event-error-stack-trace", false));
    }
}
