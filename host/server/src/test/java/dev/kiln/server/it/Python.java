package dev.kiln.server.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Python that has the clients of tests, if this machine has one. */
final class Python {

    private Python() {}

    /**
     * The one that {@code KILN_TEST_PYTHON} names, or else the first on the path; skips without.
     */
    static String with(String module) throws Exception {
        var python = Optional.ofNullable(System.getenv("KILN_TEST_PYTHON")).orElse("python3");
        assumeTrue(
                Shell.has(python)
                        && Shell.run(
                                                Path.of("."),
                                                Map.of(),
                                                List.of(python, "-c", "import " + module))
                                        .status()
                                == 0,
                () -> python + " has no " + module + ": set KILN_TEST_PYTHON to one that has");
        return python;
    }
}
