package dev.kiln.adapters.cloudevents.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events as Knative's sources and others send them, and mappers with settings of one's own. */
final class Events {

    static final Instant NOW = Instant.parse("2024-01-02T03:04:05.678Z");

    private static final HandlerInput MAP =
            new HandlerInput(Set.of(), "java.util.Map", Set.of("java.util.Map"));

    private Events() {}

    /** A sample with the mapping that its handler asks for. */
    record Sample(String name, EventMapping mapping, CloudEvent event) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> samples() {
        return ((List<?>) JsonText.parse(resource("/cloudevents-samples.json")))
                .stream().map(Events::sample).toList();
    }

    static CloudEvent sample(String name) {
        return samples().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .event();
    }

    private static Sample sample(Object json) {
        var data =
                JsonText.at(json, "text") instanceof String text
                        ? utf8(text)
                        : JsonText.bytes(JsonText.at(json, "data"));
        return new Sample(
                (String) JsonText.at(json, "name"),
                EventMapping.parse((String) JsonText.at(json, "mapping")),
                new CloudEvent(texts(JsonText.members(json, "attributes")), data));
    }

    static byte[] resource(String name) {
        try (var stream = Events.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> texts(Map<String, Object> members) {
        var texts = new LinkedHashMap<String, String>();
        members.forEach((name, value) -> texts.put(name, (String) value));
        return texts;
    }

    static CloudEvent event(Map<String, String> attributes, String data) {
        return event(attributes, utf8(data));
    }

    /** Attributes that are not given have values nobody minds. */
    static CloudEvent event(Map<String, String> attributes, byte[] data) {
        var all = new LinkedHashMap<String, String>();
        all.put("specversion", "1.0");
        all.put("id", "A234");
        all.put("source", "/mycontext");
        all.put("type", "com.example.someevent");
        all.putAll(attributes);
        return new CloudEvent(all, data);
    }

    /** The same event with one attribute more, or another value of it. */
    static CloudEvent with(CloudEvent event, String name, String value) {
        var all = new LinkedHashMap<>(event.attributes());
        all.put(name, value);
        return new CloudEvent(all, event.data());
    }

    static CloudEvent with(CloudEvent event, byte[] data) {
        return new CloudEvent(event.attributes(), data);
    }

    static EventMapper mapper(EventMapping mapping, Map<String, String> settings) {
        return EventMappers.of(
                Optional.of(mapping), MAP, settings(settings), InstantSource.fixed(NOW));
    }

    static EventMapper mapper(HandlerInput input) {
        return EventMappers.of(
                Optional.empty(), input, settings(Map.of()), InstantSource.fixed(NOW));
    }

    /** The kind of handler that takes this and nothing of its supertypes. */
    static HandlerInput taking(String type) {
        return new HandlerInput(Set.of(), type, Set.of());
    }

    /** Fails on names that nobody reads, so that a misspelt one cannot make a test meaningless. */
    static MappingSettings settings(Map<String, String> settings) {
        var unread = new HashSet<>(settings.keySet());
        var read =
                MappingSettings.read(
                        name -> {
                            unread.remove(name);
                            return Optional.ofNullable(settings.get(name));
                        },
                        "123456789012",
                        "us-east-1");
        assertThat(unread).as("settings that do not exist").isEmpty();
        return read;
    }

    static MappedEvent mapped(EventMapping mapping, CloudEvent... events) {
        return mapped(mapping, Map.of(), events);
    }

    static MappedEvent mapped(
            EventMapping mapping, Map<String, String> settings, CloudEvent... events) {
        var mapped = map(mapper(mapping, settings), List.of(events));
        assertThat(mapped).hasSize(1);
        return mapped.getFirst();
    }

    static List<MappedEvent> map(EventMapper mapper, List<CloudEvent> events) {
        try {
            return mapper.map(events);
        } catch (UnmappableEventException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
