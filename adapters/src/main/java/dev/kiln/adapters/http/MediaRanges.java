package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.List;

/** A gateway's list of binary media types: {@code image/png}, {@code image/*}, or all. */
public final class MediaRanges {

    private final List<String> ranges = new ArrayList<>();
    private final boolean all;

    public MediaRanges(List<String> ranges) {
        for (var range : ranges) {
            this.ranges.add(MediaType.of(range));
        }
        all = this.ranges.contains("*/*");
    }

    /**
     * Whether an entry covers the type; a wildcard in the type itself covers nothing.
     *
     * @param mediaType in lower case without parameters; "" is covered by the entry for all only
     */
    public boolean cover(String mediaType) {
        if (all) {
            return true;
        }
        for (var range : ranges) {
            var prefix = range.endsWith("/*") ? range.substring(0, range.length() - 1) : range;
            if (mediaType.equals(range)
                    || (prefix.endsWith("/") && (mediaType + "/").startsWith(prefix))) {
                return true;
            }
        }
        return false;
    }
}
