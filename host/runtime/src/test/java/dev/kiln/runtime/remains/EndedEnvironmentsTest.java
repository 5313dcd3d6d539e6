package dev.kiln.runtime.remains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.threads.FunctionThreads;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndedEnvironmentsTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final Deadlines deadlines = new Deadlines();
    private final ClassLoader functionLoader = new URLClassLoader(new URL[0]);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Test
    void threads_are_lost_when_they_outlive_their_environment_and_found_when_they_end()
            throws Exception {
        var ended = new EndedEnvironments(deadlines, SHORT, SHORT);
        var main = deafThread();
        deafThread();

        ended.add(new FunctionThreads(main, functionLoader));

        Conditions.await(() -> ended.lostThreads() == 2);
        assertThat(ended.alive()).isEqualTo(1);
        leave.countDown();
        Conditions.await(() -> ended.lostThreads() == 0);
        assertThat(ended.alive()).isZero();
    }

    @Test
    void threads_have_some_time_to_end() throws Exception {
        var ended = new EndedEnvironments(deadlines, Duration.ofHours(1), SHORT);
        var main = deafThread();

        ended.add(new FunctionThreads(main, functionLoader));

        assertThat(ended.alive()).isEqualTo(1);
        assertThat(ended.lostThreads()).isZero();
        leave.countDown();
        main.join();
    }

    private Thread deafThread() {
        var thread =
                Thread.ofPlatform()
                        .unstarted(() -> {
                            while (leave.getCount() > 0) {
                                try {
                                    leave.await();
                                } catch (InterruptedException e) {
                                    // Deaf, as the function that is meant.
                                }
                            }
                        });
        thread.setContextClassLoader(functionLoader);
        thread.start();
        return thread;
    }
}
