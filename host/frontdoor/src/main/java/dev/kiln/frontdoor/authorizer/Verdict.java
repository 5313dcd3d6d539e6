package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.VerifiedCaller;
import java.util.Optional;

/** Whether a caller is let in. */
public sealed interface Verdict {

    /**
     * @param caller who it is; empty where anybody is let in
     */
    record Admitted(Optional<VerifiedCaller> caller) implements Verdict {}

    record Refused(Rejection why) implements Verdict {}
}
