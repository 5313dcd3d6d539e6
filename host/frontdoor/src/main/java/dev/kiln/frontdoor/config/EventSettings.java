package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * How a function takes CloudEvents. The rules are read when there are any, so that what is wrong
 * with them is said at the start; else with the first event, so that a start without events has
 * nothing to do with them.
 */
public final class EventSettings {

    /** All that {@link EventRules} and the adapters read. */
    private static final String[] NAMES = {
        "event-mapping",
        "event-batches",
        "event-bind-error-status",
        "event-source-arn",
        "event-bucket",
        "event-bootstrap-servers",
        "event-virtual-host",
        "event-shapes",
        "event-error-stack-trace",
        "reply-type",
        "reply-source",
        "reply-subject",
        "reply-subject-of-request",
        "reply-dataschema",
        "reply-mode",
        "reply-extensions",
        "reply-correlation",
        "reply-loops",
        "report-batch-item-failures",
        "dedup-window",
        "batch-memory",
        "sink",
        "sink-timeout",
        "sink-retries",
        "sink-backoff",
        "sink-ca-certs",
        "sink-token-file",
        "extension-overrides",
        "hop-limit"
    };

    private final boolean accepted;
    private final boolean lenient;
    private final Settings settings;
    private volatile @Nullable EventRules rules;

    private EventSettings(boolean accepted, boolean lenient, Settings settings) {
        this.accepted = accepted;
        this.lenient = lenient;
        this.settings = settings;
    }

    /**
     * @throws InvalidSettingException if a value cannot be meant
     */
    static EventSettings read(Settings settings) {
        var read = new EventSettings(accepted(settings), settings.flag("klr", false), settings);
        var anything = read.lenient;
        for (var name : NAMES) {
            // Each is asked for: a name that nobody has asked for counts as mistyped.
            if (settings.text(name).isPresent()) {
                anything = true;
            }
        }
        if (anything) {
            var _ = read.rules();
        }
        return read;
    }

    /** An event must not be a way around the token that a function's callers have to show. */
    private static boolean accepted(Settings settings) {
        var unguarded = settings.text("jwt-issuer").isEmpty();
        if (settings.isOff("cloudevents")) {
            return false;
        }
        return switch (settings.text("cloudevents").orElse("auto")) {
            case "auto" -> unguarded || settings.text("event-audience").isPresent();
            // YAML's own word for it.
            case "on", "true" -> true;
            default -> throw settings.invalid("cloudevents", "it is 'auto', 'on' or 'off'");
        };
    }

    /** Whether requests that are events are taken for events. */
    public boolean accepted() {
        return accepted;
    }

    /** Whether an event may lack what it must have, as in TriggerMesh's runtime. */
    public boolean lenient() {
        return lenient;
    }

    /** All the rest. */
    public EventRules rules() {
        var known = rules;
        if (known == null) {
            known = EventRules.read(settings);
            rules = known;
        }
        return known;
    }
}
