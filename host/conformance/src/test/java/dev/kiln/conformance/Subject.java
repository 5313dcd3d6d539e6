package dev.kiln.conformance;

import dev.kiln.runtime.Invocation;
import java.util.List;

/** A Lambda runtime, AWS's or ours, that can be made to run a function. */
@FunctionalInterface
public interface Subject {

    /** Starts the function afresh, runs the invocations one after the other, and ends it. */
    Recording run(Function function, List<Invocation> invocations);
}
