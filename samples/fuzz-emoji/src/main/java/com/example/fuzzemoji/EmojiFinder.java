package com.example.fuzzemoji;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the emoji whose description comes closest to a text. */
final class EmojiFinder {

    /** Below this two words have little more in common than some letters. */
    private static final double CLOSE_ENOUGH = 0.85;

    private final JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    private final List<Entry> entries;

    private EmojiFinder(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads {@code emojis.txt}: one emoji a line, then its descriptions, separated by commas. */
    static EmojiFinder load() {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                EmojiFinder.class.getResourceAsStream("emojis.txt"),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] emojiAndDescriptions = line.split(" ", 2);
                for (String description : emojiAndDescriptions[1].split(", ")) {
                    entries.add(new Entry(emojiAndDescriptions[0], description));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("emojis.txt cannot be read", e);
        }
        return new EmojiFinder(entries);
    }

    Optional<Match> closestTo(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return entries.stream()
                .map(entry -> entry.comparedWith(wanted, similarity))
                .filter(match -> match.score() >= CLOSE_ENOUGH)
                .max(Comparator.comparingDouble(Match::score));
    }

    /**
     * @param description the description that came closest
     * @param score from 0, nothing in common, to 1, the same
     */
    record Match(String emoji, String description, double score) {}

    private record Entry(String emoji, String description) {

        Match comparedWith(String text, JaroWinklerSimilarity similarity) {
            return new Match(emoji, description, similarity.apply(description, text));
        }
    }
}
