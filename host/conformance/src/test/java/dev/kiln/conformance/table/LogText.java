package dev.kiln.conformance.table;

import static java.util.regex.Pattern.MULTILINE;
import static java.util.regex.Pattern.UNIX_LINES;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a process wrote, in the form that the table keeps: without what differs from run to run. */
final class LogText {

    private static final int LONGEST = 6000;

    /** The only cases whose logs keep their stack frames. */
    private static final List<String> WITH_FRAMES =
            List.of(
                    "fault-cause",
                    "fault-method",
                    "fault-suppressed",
                    "fault-circular",
                    "fault-nomessage",
                    "log-",
                    "init-Ctor",
                    "init-MissingParent");

    private static final Pattern FRAME =
            Pattern.compile("^\\t(\\tat|at|\\.\\.\\.).*\\n", MULTILINE | UNIX_LINES);
    private static final Pattern NATIVE_CLIENT =
            Pattern.compile(
                    "^(.*?\\[ERROR\\] \\[)\\d+(\\] LAMBDA_RUNTIME)", MULTILINE | UNIX_LINES);
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]{5,8}\\b");
    private static final Pattern JVM_WARNING =
            Pattern.compile(
                    "^(WARNING: .*|OpenJDK .* warning: .*|Picked up .*)\\n",
                    MULTILINE | UNIX_LINES);
    private static final Pattern LINK_OF_A_CYCLE = Pattern.compile("->[\\w.$]+\\[\"next\"\\]");

    private final String caseId;
    private final String taskRoot;

    LogText(String caseId, String taskRoot) {
        this.caseId = caseId;
        this.taskRoot = taskRoot;
    }

    String output(byte[] bytes) {
        return tidy(new String(bytes, StandardCharsets.UTF_8));
    }

    String errorOutput(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        // Where a warning is taken out, AWS's native client leaves a lone line break behind.
        var warned = JVM_WARNING.matcher(text).replaceAll("");
        var trimmed = warned.replaceAll("^\\n+|\\n+$", "");
        return trimmed.isEmpty() ? "" : tidy(trimmed + "\n");
    }

    private String tidy(String log) {
        var text = log.replace(taskRoot, "ROOT");
        if (caseId.equals("cycle")) {
            // How long the chain gets depends on the thread's stack.
            text = foldRuns(LINK_OF_A_CYCLE, text, "->(and so on)");
        }
        if (WITH_FRAMES.stream().noneMatch(caseId::startsWith)) {
            text = foldRuns(FRAME, text, "\t(frames)\n");
        }
        text = TIME.matcher(text).replaceAll("<TIME>");
        text = NATIVE_CLIENT.matcher(text).replaceAll("$1<TIME>$2");
        return identities(shorten(text, LONGEST));
    }

    /**
     * Puts one text in the place of neighbouring matches; a repeated group would overflow the
     * stack.
     */
    private static String foldRuns(Pattern pattern, String text, String replacement) {
        var folded = new StringBuilder();
        var end = 0;
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.start() > end || end == 0) {
                folded.append(text, end, matcher.start()).append(replacement);
            }
            end = matcher.end();
        }
        return folded.append(text, end, text.length()).toString();
    }

    static String identities(String text) {
        return HASH.matcher(text).replaceAll("@<HASH>");
    }

    /** The table counts characters beyond U+FFFF as one. */
    static String shorten(String text, int longest) {
        var length = text.codePointCount(0, text.length());
        return length <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest))
                        + "...(%d characters in all)".formatted(length);
    }
}
