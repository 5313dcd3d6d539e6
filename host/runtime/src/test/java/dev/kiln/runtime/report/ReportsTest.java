package dev.kiln.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private final List<Report> heard = new ArrayList<>();

    @Test
    void what_happened_before_anybody_listened_is_told_first() {
        var reports = new Reports();
        reports.add(report(1));
        reports.add(report(2));

        reports.listen(heard::add);
        reports.add(report(3));

        assertThat(heard).containsExactly(report(1), report(2), report(3));
        assertThat(reports.dropped()).isZero();
    }

    @Test
    void of_more_than_are_kept_the_number_is_told() {
        var reports = new Reports(2);

        IntStream.rangeClosed(1, 5).forEach(number -> reports.add(report(number)));
        reports.listen(heard::add);
        reports.add(report(6));

        assertThat(heard).containsExactly(report(1), report(2), report(6));
        assertThat(reports.dropped()).isEqualTo(3);
    }

    @Test
    void none_is_lost_and_none_told_twice_while_the_listener_comes() throws Exception {
        var reports = new Reports();
        Queue<Report> all = new ConcurrentLinkedQueue<>();
        var tellers =
                IntStream.range(0, 4)
                        .mapToObj(teller ->
                                Thread.ofPlatform()
                                        .start(() ->
                                                IntStream.range(0, 5_000)
                                                        .forEach(number ->
                                                                reports.add(
                                                                        report(
                                                                                teller * 10_000
                                                                                        + number)))))
                        .toList();

        reports.listen(all::add);
        for (var teller : tellers) {
            teller.join();
        }

        assertThat(all).hasSize(20_000).doesNotHaveDuplicates();
    }

    @Test
    void there_is_one_listener() {
        var reports = new Reports();
        reports.listen(heard::add);

        assertThatThrownBy(() -> reports.listen(heard::add))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Report report(int number) {
        return new ThrottleReport("orders", "id-" + number, Duration.ofMillis(number));
    }
}
