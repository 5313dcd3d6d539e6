package dev.kiln.conformance.generated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Makes up the events of a function; the same seed and function always give the same. */
public final class EventGenerator {

    private final RandomGenerator random;

    public EventGenerator(long seed, String handler) {
        // Its own sequence for each function: one more event for one does not change all others.
        random = new SplittableRandom(seed * 31 + handler.hashCode());
    }

    /**
     * Bodies for an input type, most of them JSON that fits.
     *
     * @param input none for a function that reads bytes
     */
    public List<byte[]> events(Optional<Type> input, int count) {
        var events = new ArrayList<byte[]>();
        while (events.size() < count) {
            var values = new Values(random);
            events.add(spoiled(input.map(values::of).orElseGet(() -> new Texts(random).any())));
        }
        return events;
    }

    /** The sample itself, and copies of it with a few changes each. */
    public List<byte[]> variants(JsonNode sample, int count) {
        var events = new ArrayList<byte[]>();
        events.add(sample.toString().getBytes(UTF_8));
        while (events.size() < count) {
            var changed = sample.deepCopy();
            for (var i = random.nextInt(4); i >= 0; i--) {
                changed = new Mutation(random).of(changed);
            }
            events.add(changed.toString().getBytes(UTF_8));
        }
        return events;
    }

    /** One of the texts, or none, or now and then JSON of any shape; fit to stand in a header. */
    public Optional<String> header(List<String> usual) {
        if (oneIn(3)) {
            return Optional.empty();
        }
        var text = oneIn(4) ? new Values(random).free(0) : usual.get(random.nextInt(usual.size()));
        return Optional.of(text.replaceAll("[\\x00-\\x1f\\x7f]", "").strip())
                .filter(header -> !header.isEmpty());
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** Now and then cuts, extends, damages or re-encodes a body. */
    private byte[] spoiled(String text) {
        var bytes = text.getBytes(UTF_8);
        return switch (random.nextInt(60)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> (text + " trailing").getBytes(UTF_8);
            case 2 -> (text + text).getBytes(UTF_8);
            case 3 -> ("\ufeff" + text).getBytes(UTF_8);
            case 4 -> encoded(text);
            case 5 -> damaged(bytes);
            case 6 -> new byte[0];
            default -> bytes;
        };
    }

    private byte[] encoded(String text) {
        var charsets =
                List.of(
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16,
                        Charset.forName("UTF-32BE"),
                        Charset.forName("UTF-32LE"),
                        StandardCharsets.ISO_8859_1);
        return text.getBytes(charsets.get(random.nextInt(charsets.size())));
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
