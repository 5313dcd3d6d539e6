package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.HandlerInput;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All mappings, and which one fits a handler. */
public final class EventMappers {

    private EventMappers() {}

    /**
     * @param setting empty: what the handler's declared input type says
     */
    public static EventMapper of(
            Optional<EventMapping> setting, HandlerInput input, MappingSettings settings) {
        return of(setting, input, settings, InstantSource.system());
    }

    /**
     * @param clock for events that do not say when they happened
     */
    public static EventMapper of(
            Optional<EventMapping> setting,
            HandlerInput input,
            MappingSettings settings,
            InstantSource clock) {
        var mapping = choose(setting, input);
        throw new IllegalArgumentException("Mapping " + mapping + " is not made yet.");
    }

    /** The setting if there is one, else what the handler declares; {@code raw} if that is none. */
    public static EventMapping choose(Optional<EventMapping> setting, HandlerInput input) {
        return setting.orElse(EventMapping.RAW);
    }

    /**
     * The settings that somebody has made and that change nothing for this mapping.
     *
     * @param setting from a name to its value
     */
    public static List<String> withoutEffect(
            EventMapping mapping, Function<String, Optional<String>> setting) {
        return List.of();
    }
}
