package dev.kiln.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HandlerPriorityTest {

    private static final Executor THREADS = work -> Thread.ofPlatform().start(work);

    private final HandlerPriority priority = new HandlerPriority();

    @Test
    void aThreadStepsBackAndThoseThatItMakesAndNoOther() {
        priority.begin();
        var before = nice();

        var inside =
                on(() -> {
                    assertThat(priority.lower()).isTrue();
                    return new int[] {nice(), on(HandlerPriorityTest::nice)};
                });

        assertThat(inside).containsExactly(before + 5, before + 5);
        assertThat(nice()).isEqualTo(before);
        assertThat(on(HandlerPriorityTest::nice)).isEqualTo(before);
    }

    @Test
    void steppingBackTwiceIsSteppingBackOnce() {
        priority.begin();
        var before = nice();

        assertThat(
                        on(() -> {
                            priority.lower();
                            priority.lower();
                            return nice();
                        }))
                .isEqualTo(before + 5);
    }

    @Test
    void nothingHappensBeforeItBegins() {
        var before = nice();

        assertThat(on(priority::lower)).isFalse();
        assertThat(nice()).isEqualTo(before);
    }

    @Test
    void theCarrierOfAVirtualThreadStaysWhereItIs() {
        priority.begin();
        var before = nice();

        var result = new CompletableFuture<Integer>();
        Thread.ofVirtual()
                .start(() -> {
                    priority.lower();
                    result.complete(nice());
                });

        assertThat(result.join()).isEqualTo(before);
    }

    private static <T> T on(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, THREADS).join();
    }

    /** What the system says of the calling thread: the nineteenth field. */
    private static int nice() {
        try {
            var stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
