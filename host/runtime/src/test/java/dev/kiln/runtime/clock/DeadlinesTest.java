package dev.kiln.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    @Test
    void whatFollowsHoldsUpNoDeadline() throws Exception {
        var release = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        deadlines.afterwards(() -> {
            begun.countDown();
            await(release);
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        var rung = new CompletableFuture<Void>();
        deadlines.at(System.nanoTime(), () -> rung.complete(null));

        rung.get(10, TimeUnit.SECONDS);
        release.countDown();
    }

    @Test
    void whatFollowsRunsInOrder() throws Exception {
        var order = new CopyOnWriteArrayList<Integer>();
        var done = new CompletableFuture<Void>();
        for (var i = 0; i < 3; i++) {
            var number = i;
            deadlines.afterwards(() -> order.add(number));
        }
        deadlines.afterwards(() -> done.complete(null));

        done.get(10, TimeUnit.SECONDS);
        assertThat(order).isEqualTo(List.of(0, 1, 2));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
