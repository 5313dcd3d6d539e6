package dev.kiln.adapters.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The one configuration of the JSON library; immutable and safe for use by many threads. */
final class Json {

    /**
     * Handlers may return what they like, so only memory sets a limit: a level costs the parser 56
     * bytes.
     */
    private static final int MAX_DEPTH = 100_000;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // Events and results are written and read by few threads, one at a time each.
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Json() {}
}
