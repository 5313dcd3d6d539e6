package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each source of Knative, and each rule, has to become; every case says where it is from. */
class MappingCasesTest {

    private static final Pattern STATEMENT = Pattern.compile("CE-(\\d+)");

    record Case(Object json) {

        @Override
        public String toString() {
            return value("id") + " " + value("title");
        }

        Object value(String... path) {
            return JsonText.at(json, path);
        }

        /** Whether it is about mapping, and the request is an event. */
        boolean concernsMapping() {
            return ((List<?>) value("spec")).stream().anyMatch(it -> isOfMapping((String) it));
        }

        private static boolean isOfMapping(String statement) {
            var number = STATEMENT.matcher(statement);
            return number.matches()
                    && Integer.parseInt(number.group(1)) >= 29
                    && Integer.parseInt(number.group(1)) <= 67;
        }

        EventMapper mapper() {
            var type =
                    "RequestStreamHandler".equals(value("handler", "kind"))
                            ? "java.io.InputStream"
                            : (String) value("handler", "input");
            return Events.mapper(Events.taking(type));
        }

        List<CloudEvent> events() {
            var headers = Events.texts(JsonText.members(json, "request", "headers"));
            var body = (String) value("request", "body");
            if (headers.get("content-type") != null
                    && headers.get("content-type").startsWith("application/cloudevents-batch")) {
                return ((List<?>) JsonText.parse(body)).stream().map(Case::structured).toList();
            }
            var attributes = new LinkedHashMap<String, String>();
            headers.forEach((name, value) -> {
                if (name.startsWith("ce-")) {
                    attributes.put(name.substring(3), value);
                } else if (name.equals("content-type")) {
                    attributes.put("datacontenttype", value);
                }
            });
            return List.of(new CloudEvent(attributes, utf8(body)));
        }

        @SuppressWarnings("unchecked")
        private static CloudEvent structured(Object json) {
            var members = new LinkedHashMap<>((Map<String, Object>) json);
            var data = members.remove("data");
            return new CloudEvent(Events.texts(members), JsonText.bytes(data));
        }
    }

    static List<Case> cases() {
        var root = JsonText.parse(Events.resource("/cloudevents-cases.json"));
        var cases = new ArrayList<Case>();
        for (var json : (List<?>) JsonText.at(root, "cases")) {
            if (new Case(json).concernsMapping()) {
                cases.add(new Case(json));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void becomes_what_the_handler_takes(Case it) throws UnmappableEventException {
        if (it.value("expect", "status") instanceof BigDecimal status && status.intValue() == 422) {
            var refusal =
                    catchThrowableOfType(
                            UnmappableEventException.class, () -> it.mapper().map(it.events()));
            assertThat(refusal.status()).isEqualTo(422);
            return;
        }

        var mapped = it.mapper().map(it.events());

        var checked = 0;
        if (it.value("expect", "event") instanceof Map<?, ?> event) {
            assertThat(mapped).hasSize(1);
            for (var expected : event.entrySet()) {
                requireAt(mapped.getFirst(), (String) expected.getKey(), expected.getValue());
                checked++;
            }
        }
        if (it.value("expect", "handlerInput") instanceof Map<?, ?> input) {
            requireInput(it, mapped.getFirst(), input);
            checked++;
        }
        if (it.value("expect", "handlerInputBytes") instanceof String bytes) {
            assertThat(text(mapped.getFirst().event())).isEqualTo(bytes);
            checked++;
        }
        if (it.value("expect", "handlerCalls") instanceof List<?> calls) {
            assertThat(mapped.stream().map(one -> JsonText.parse(one.event())).toList())
                    .isEqualTo(calls);
            checked++;
        }
        if (it.value("expect", "clientContextCustom") instanceof Map<?, ?> custom) {
            assertThat(
                            JsonText.members(
                                    JsonText.parse(mapped.getFirst().clientContext()), "custom"))
                    .containsAllEntriesOf(
                            JsonText.members(it.json(), "expect", "clientContextCustom"));
            assertThat(custom).isNotEmpty();
            checked++;
        }
        assertThat(checked).as("what the case says").isPositive();
    }

    private static void requireInput(Case it, MappedEvent mapped, Map<?, ?> expected) {
        var input = JsonText.object(mapped.event());
        if (!"io.cloudevents.CloudEvent".equals(it.value("handler", "input"))) {
            assertThat(input).isEqualTo(expected);
            return;
        }
        for (var member : expected.entrySet()) {
            var name = ((String) member.getKey()).replaceFirst("^extension\\.", "");
            var value = input.get(name);
            assertThat(name.equals("data") ? text(JsonText.bytes(value)) : value)
                    .as(name)
                    .isEqualTo(member.getValue());
        }
    }

    private static void requireAt(MappedEvent mapped, String path, Object expected) {
        var event = JsonText.parse(mapped.event());
        if (path.endsWith(".length")) {
            var list = at(event, path.substring(0, path.length() - ".length".length()));
            assertThat(new BigDecimal(((List<?>) list).size())).as(path).isEqualTo(expected);
        } else if ("absent".equals(expected)) {
            assertThat(at(event, path)).as(path).isSameAs(JsonText.ABSENT);
        } else if ("md5(body)".equals(expected)) {
            assertThat(at(event, path)).isEqualTo(Md5.hex(mapped.sources().getFirst().data()));
        } else {
            assertThat(at(event, path)).as(path).isEqualTo(expected);
        }
    }

    /** {@code Records[0].s3.object.key} */
    private static Object at(Object json, String path) {
        var value = json;
        for (var step : path.replace("[", ".[").split("\\.")) {
            value =
                    step.startsWith("[")
                            ? ((List<?>) value)
                                    .get(Integer.parseInt(step.substring(1, step.length() - 1)))
                            : JsonText.at(value, step);
        }
        return value;
    }
}
