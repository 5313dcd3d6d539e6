package dev.kiln.frontdoor.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.frontdoor.authorizer.EventVerdict.Admitted;
import dev.kiln.frontdoor.logging.LateLog;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders of whom nobody asks a token. */
class UnverifiedSendersTest {

    private static final List<HeaderField> FROM_A_BROKER =
            List.of(new HeaderField("kn-namespace", "shop"), new HeaderField("Ce-Id", "1"));

    private final Logger logger =
            Logger.getLogger(LateLog.ROOT + UnverifiedSenders.class.getName());
    private final List<String> said = new ArrayList<>();
    private final Handler ear =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(line.getLevel() + " " + line.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        logger.addHandler(ear);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(ear);
    }

    @Test
    void are_all_admitted_and_the_first_that_forwards_for_a_namespace_is_spoken_of() {
        var senders = new UnverifiedSenders("orders");

        var alone = senders.judge(List.of(new HeaderField("Ce-Id", "1"))).join();
        var before = List.copyOf(said);
        var first = senders.judge(FROM_A_BROKER).join();
        var second = senders.judge(FROM_A_BROKER).join();

        assertThat(List.of(alone, first, second)).containsOnly(new Admitted());
        assertThat(before).isEmpty();
        assertThat(said)
                .singleElement()
                .asString()
                .contains("WARNING", "'orders'", "event-audience");
    }
}
