package dev.kiln.server.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a panel asks Prometheus.
 *
 * @param metrics that it names
 * @param labels by which it chooses or groups, which all of its metrics have to have
 */
record DashboardQuery(String text, Set<String> metrics, Set<String> labels) {

    private static final Pattern GROUPS = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME_NOT_CALLED =
            Pattern.compile("\\b[a-zA-Z_]\\w*\\b(?!\\s*\\()");
    private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

    /** Those of all panels, and of the choices above them. */
    static List<DashboardQuery> allOf(Path folder) throws Exception {
        var dashboard =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("dashboard.json")));
        var queries = new ArrayList<DashboardQuery>();
        for (var panel : dashboard.get("panels")) {
            for (var target : panel.path("targets")) {
                queries.add(of(target.get("expr").asString()));
            }
        }
        for (var choice : dashboard.get("templating").get("list")) {
            var values = VALUES.matcher(choice.path("definition").asString(""));
            if (values.matches()) {
                queries.add(
                        new DashboardQuery(
                                values.group(), Set.of(values.group(1)), Set.of(values.group(2))));
            }
        }
        return queries;
    }

    private static DashboardQuery of(String query) {
        var labels = new TreeSet<String>();
        GROUPS.matcher(query)
                .results()
                .forEach(it -> labels.addAll(List.of(it.group(1).split(", ", -1))));
        SELECTOR.matcher(query)
                .results()
                .flatMap(it -> MATCHER.matcher(it.group(1)).results())
                .forEach(it -> labels.add(it.group(1)));
        var bare = GROUPS.matcher(query).replaceAll("");
        bare = RANGE.matcher(SELECTOR.matcher(bare).replaceAll("")).replaceAll("");
        var metrics = new TreeSet<String>();
        NAME_NOT_CALLED.matcher(bare).results().forEach(it -> metrics.add(it.group()));
        if (metrics.isEmpty()) {
            throw new AssertionError("No metric is in " + query);
        }
        return new DashboardQuery(query, metrics, labels);
    }
}
