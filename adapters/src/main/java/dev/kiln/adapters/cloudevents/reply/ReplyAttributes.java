package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What replies say beside their data. */
final class ReplyAttributes {

    private final ReplySettings settings;
    private final InstantSource clock;
    private final IdSource ids;

    ReplyAttributes(ReplySettings settings, InstantSource clock, IdSource ids) {
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /** Those that no reply is without; a type only if there is one. */
    Map<String, String> required(List<CloudEvent> requests) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id(requests));
        attributes.put("source", settings.source());
        attributes.put("type", settings.type().orElse(ReplySettings.DEFAULT_TYPE));
        attributes.put("time", clock.instant().toString());
        return attributes;
    }

    Map<String, String> ofWrapped(List<CloudEvent> requests) {
        var attributes = required(requests);
        var subject =
                settings.subject().isPresent() || !settings.subjectOfRequest()
                        ? settings.subject()
                        : shared(requests, "subject");
        subject.ifPresent(value -> attributes.put("subject", value));
        settings.dataschema().ifPresent(value -> attributes.put("dataschema", value));
        return attributes;
    }

    /** With the extensions that replies take over, and without those that are the brokers' own. */
    CloudEvent completed(CloudEvent reply, List<CloudEvent> requests) {
        var attributes = new LinkedHashMap<>(reply.attributes());
        attributes.keySet().removeIf(ReplySettings::isOfBroker);
        for (var extension : settings.extensions().entrySet()) {
            shared(requests, extension.getKey())
                    .ifPresent(value -> attributes.putIfAbsent(extension.getValue(), value));
        }
        return new CloudEvent(attributes, reply.data());
    }

    private static Optional<String> shared(List<CloudEvent> requests, String name) {
        var first = requests.getFirst().attribute(name);
        for (var request : requests) {
            if (!request.attribute(name).equals(first)) {
                return Optional.empty();
            }
        }
        return first;
    }

    private String id(List<CloudEvent> requests) {
        var name = new StringBuilder();
        for (var request : requests) {
            if (request.id().isEmpty() || request.source().isEmpty()) {
                return ids.uuid();
            }
            append(name, request.source());
            append(name, request.id());
        }
        append(name, settings.functionArn());
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** With its length, so that no two lists of texts become one name. */
    private static void append(StringBuilder name, String part) {
        name.append(part.length()).append(':').append(part);
    }
}
