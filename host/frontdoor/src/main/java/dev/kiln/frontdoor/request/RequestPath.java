package dev.kiln.frontdoor.request;

/** Looks at a request target without decoding anything. */
public final class RequestPath {

    private RequestPath() {}

    /** The path of a target: what stands before its query; of a whole URL what follows its host. */
    public static String of(String target) {
        var start = start(target);
        var end = start;
        while (end < target.length() && target.charAt(end) != '?') {
            end++;
        }
        return start == 0 && end == target.length() ? target : target.substring(start, end);
    }

    private static int start(String target) {
        var scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        if (scheme < 0) {
            return 0;
        }
        for (var i = scheme + 3; i < target.length(); i++) {
            var c = target.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return target.length();
    }

    /** The first segment, without slashes; empty for {@code /} and for what is no path. */
    public static String firstSegment(String path) {
        if (!path.startsWith("/")) {
            return "";
        }
        var end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    /** The target without its first segment: {@code /orders/a?b} becomes {@code /a?b}. */
    public static String withoutFirstSegment(String target) {
        var start = start(target);
        var end = Math.min(start + 1, target.length());
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        var rest = target.substring(end);
        return target.substring(0, start) + (rest.startsWith("/") ? rest : "/" + rest);
    }

    /** Whether the path begins with a version of AWS's API, such as {@code /2015-03-31/}. */
    public static boolean isApi(String path) {
        return path.length() > 11
                && path.startsWith("/20")
                && isDigit(path, 3)
                && isDigit(path, 4)
                && path.charAt(5) == '-'
                && isDigit(path, 6)
                && isDigit(path, 7)
                && path.charAt(8) == '-'
                && isDigit(path, 9)
                && isDigit(path, 10)
                && path.charAt(11) == '/';
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
