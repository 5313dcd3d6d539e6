package dev.kiln.frontdoor.config;

import dev.kiln.adapters.cloudevents.AnswerSettings;
import dev.kiln.adapters.cloudevents.ReceivingSettings;
import dev.kiln.adapters.cloudevents.mapping.EventMapping;
import dev.kiln.adapters.cloudevents.mapping.MappingSettings;
import dev.kiln.adapters.cloudevents.reply.ReplySettings;
import dev.kiln.runtime.InvalidSettingException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of the events that a function takes.
 *
 * @param mapping empty: what the handler's type says
 * @param extensionOverrides extensions of every event that leaves
 * @param dedupWindow how long an event that is done stays known; empty: duplicates run again
 * @param batchMemory how long events stay known that went well in a batch of which others failed
 * @param hopLimit how many sinks of functions an event may have come through
 * @param setting from a name to its value: those of replies and mappings also depend on what the
 *     function is
 */
public record EventRules(
        ReceivingSettings receiving,
        AnswerSettings answers,
        Optional<EventMapping> mapping,
        Optional<SinkSettings> sink,
        Map<String, String> extensionOverrides,
        Optional<Duration> dedupWindow,
        Duration batchMemory,
        int hopLimit,
        Function<String, Optional<String>> setting) {

    /** Longer than a broker's usual retries take. */
    private static final Duration BATCH_MEMORY = Duration.ofMinutes(10);

    /** As many as AWS lets an event pass through one function. */
    private static final int HOP_LIMIT = 16;

    private static final int MOST_HOPS = 1_000_000;

    private static final Pattern SETTING = Pattern.compile("^Setting '([a-z-]+)'");

    /**
     * @throws InvalidSettingException if a value cannot be meant
     */
    static EventRules read(Settings settings) {
        Function<String, Optional<String>> setting = name -> text(name, settings);
        return named(
                settings,
                () -> {
                    // What these say of the function is known later; what is wrong is said now.
                    var _ = MappingSettings.read(setting, "123456789012", "us-east-1");
                    var _ = ReplySettings.read(setting, "", Optional.empty(), Optional.empty());
                    return new EventRules(
                            ReceivingSettings.read(setting),
                            AnswerSettings.read(setting),
                            mapping(settings),
                            SinkSettings.read(settings),
                            ExtensionOverrides.read(settings),
                            dedupWindow(settings),
                            settings.duration("batch-memory").orElse(BATCH_MEMORY),
                            settings.number("hop-limit", 0, MOST_HOPS).orElse(HOP_LIMIT),
                            setting);
                });
    }

    /** An empty type of replies means that there are none; elsewhere an empty value is no value. */
    private static Optional<String> text(String name, Settings settings) {
        var text = settings.text(name);
        return name.equals("reply-type") && text.equals(Optional.of("none"))
                ? Optional.of("")
                : text;
    }

    private static Optional<Duration> dedupWindow(Settings settings) {
        return settings.isOff("dedup-window")
                ? Optional.empty()
                : settings.duration("dedup-window");
    }

    private static Optional<EventMapping> mapping(Settings settings) {
        try {
            return settings.text("event-mapping").map(EventMapping::parse);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    settings.nameInUse("event-mapping") + ": " + e.getMessage(), e);
        }
    }

    /** The adapters know settings by our names only. */
    private static EventRules named(Settings settings, Supplier<EventRules> read) {
        try {
            return read.get();
        } catch (InvalidSettingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            var message = String.valueOf(e.getMessage());
            throw new InvalidSettingException(
                    SETTING.matcher(message)
                            .replaceFirst(found ->
                                    Matcher.quoteReplacement(settings.nameInUse(found.group(1)))),
                    e);
        }
    }
}
