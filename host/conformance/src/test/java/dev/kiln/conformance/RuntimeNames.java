package dev.kiln.conformance;

import java.util.Map;
import java.util.regex.Pattern;

/** Words in messages that stand for the runtime itself, where AWS's and Kiln's may differ. */
public final class RuntimeNames {

    private static final Map<Pattern, String> NEUTRAL =
            Map.of(
                    Pattern.compile(
                            "com\\.amazonaws\\.services\\.lambda\\.runtime\\.api\\.client\\.EventHandlerLoader"
                                    + "(\\$\\w+)?|dev\\.kiln\\.runtime\\.(handler\\.HandlerLoader|bridge\\.Bridge)"),
                    "RUNTIME",
                    Pattern.compile(
                            "(com\\.amazonaws\\.services\\.lambda\\.runtime\\.api\\.client\\.)?CustomerClassLoader"
                                    + "|(dev\\.kiln\\.runtime\\.isolation\\.)?HandlerClassLoader"),
                    "LOADER");

    private RuntimeNames() {}

    public static String neutral(String text) {
        var neutral = text;
        for (var name : NEUTRAL.entrySet()) {
            neutral = name.getKey().matcher(neutral).replaceAll(name.getValue());
        }
        return neutral;
    }
}
