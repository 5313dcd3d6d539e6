package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request's header fields: names that differ only in case are one, in order of arrival. */
public final class RequestHeaders {

    private final Map<String, RequestHeader> byName;

    RequestHeaders(List<HeaderField> lines) {
        byName = LinkedHashMap.newLinkedHashMap(lines.size() + 4);
        for (var line : lines) {
            var name = line.name().toLowerCase(Locale.ROOT);
            var value = WireText.decoded(line.value());
            var known = byName.get(name);
            if (known == null) {
                byName.put(name, new RequestHeader(name, line.name(), value));
            } else {
                known.add(value);
            }
        }
    }

    public Collection<RequestHeader> all() {
        return byName.values();
    }

    /**
     * @param name in lower case, as everywhere here
     */
    public Optional<RequestHeader> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The first line's value, or "" if there is none. */
    public String value(String name) {
        var header = byName.get(name);
        return header == null ? "" : header.values().getFirst();
    }

    /** All lines' values; none if there is no such header. */
    public List<String> values(String name) {
        var header = byName.get(name);
        return header == null ? List.of() : header.values();
    }

    void remove(String name) {
        byName.remove(name);
    }

    /** Replaces all lines of this name by one, at the place and in the spelling of the first. */
    void set(String name, String value) {
        var known = byName.get(name);
        var spelling = known == null ? name : known.spelling();
        byName.put(name, new RequestHeader(name, spelling, value));
    }
}
