package com.example.getemojis;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The emojis by the words that describe them. */
final class EmojiDictionary {

    private final Map<String, Set<String>> emojisByDescription = new HashMap<>();

    EmojiDictionary(ObjectMapper json) {
        try (InputStream data = EmojiDictionary.class.getResourceAsStream("emojis.json")) {
            for (Entry entry : json.readValue(data, new TypeReference<List<Entry>>() {})) {
                for (String description : entry.descriptions()) {
                    emojisByDescription
                            .computeIfAbsent(description, key -> new LinkedHashSet<>())
                            .add(entry.emoji());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("emojis.json cannot be read", e);
        }
    }

    /** The emojis that one of the descriptions names exactly, in the order of the descriptions. */
    Set<String> emojisFor(List<String> descriptions) {
        Set<String> found = new LinkedHashSet<>();
        for (String description : descriptions) {
            String key = description.strip().toLowerCase(Locale.ROOT);
            found.addAll(emojisByDescription.getOrDefault(key, Set.of()));
        }
        return found;
    }

    private record Entry(String emoji, List<String> descriptions) {}
}
