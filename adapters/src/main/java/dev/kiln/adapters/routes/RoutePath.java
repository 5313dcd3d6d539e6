package dev.kiln.adapters.routes;

import java.util.ArrayList;
import java.util.List;

/** Paths as lists of segments, nothing decoded. */
final class RoutePath {

    private RoutePath() {}

    /**
     * What stands between the slashes: none for {@code /} and for nothing, an empty last one for a
     * slash at the end.
     */
    static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        if (path.length() < 2) {
            return segments;
        }
        var start = 1;
        for (var slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(path.substring(start, slash));
            start = slash + 1;
        }
        segments.add(path.substring(start));
        return segments;
    }
}
