package dev.kiln.conformance.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One change somewhere in a JSON document. */
final class Mutation {

    private final RandomGenerator random;

    Mutation(RandomGenerator random) {
        this.random = random;
    }

    JsonNode of(JsonNode document) {
        var containers = new ArrayList<JsonNode>();
        collect(document, containers);
        if (!containers.isEmpty()) {
            switch (containers.get(random.nextInt(containers.size()))) {
                case ObjectNode object -> change(object);
                case ArrayNode array -> change(array);
                default -> throw new AssertionError("only containers are collected");
            }
        }
        return document;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void change(ObjectNode object) {
        var names = List.copyOf(object.propertyNames());
        var name = names.get(random.nextInt(names.size()));
        var value = object.get(name);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 -> object.putArray(name).add(value);
            case 3 -> object.putObject(name).set("inner", value);
            case 4 -> {
                object.remove(name);
                object.set(recapitalized(name), value);
            }
            case 5 -> object.put(name, new Texts(random).any());
            case 6 -> object.put("unknown-" + random.nextInt(10), random.nextInt());
            default -> object.set(name, other(value));
        }
    }

    private void change(ArrayNode array) {
        var index = random.nextInt(array.size());
        switch (random.nextInt(5)) {
            case 0 -> array.remove(index);
            case 1 -> array.insertNull(index);
            case 2 -> array.add(array.get(index).deepCopy());
            case 3 -> array.removeAll();
            default -> array.set(index, other(array.get(index)));
        }
    }

    /** A number becomes a text and so on, as senders in other languages do. */
    private JsonNode other(JsonNode value) {
        var mapper = JsonMapper.shared();
        if (value.isString()) {
            return mapper.valueToTree(
                    random.nextBoolean() ? random.nextLong() : value.asString() + "x");
        }
        if (value.isNumber()) {
            return mapper.valueToTree(
                    random.nextBoolean() ? value.asString() : random.nextDouble() * 1e10);
        }
        if (value.isBoolean()) {
            return mapper.valueToTree(random.nextBoolean() ? value.asString() : 1);
        }
        return mapper.valueToTree(random.nextInt(100));
    }

    private String recapitalized(String name) {
        if (name.isEmpty()) {
            return "x";
        }
        var first = name.substring(0, 1);
        var changed = first.toUpperCase(Locale.ROOT);
        return (changed.equals(first) ? first.toLowerCase(Locale.ROOT) : changed)
                + name.substring(1);
    }
}
