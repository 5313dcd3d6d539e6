package dev.kiln.runtime.testing;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this JVM holds of what could leak.
 *
 * @param metaspace bytes of class metadata
 */
public record Footprint(int classes, int threads, long openFiles, long metaspace) {

    /** Less than a tenth of what a hundred environments would leave if each left something. */
    private static final Footprint FLUCTUATION = new Footprint(400, 9, 9, 2_000_000);

    public static Footprint now() {
        // Classes go when the collector finds their loader.
        System.gc();
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Footprint(
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                system.getOpenFileDescriptorCount(),
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(pool -> pool.getUsage().getUsed())
                        .sum());
    }

    /**
     * Waits until the JVM holds about this again, and no class loader of those who came to the
     * meeting; but for the first, which may share the copy of AWS's libraries that stays.
     */
    public void awaitAgain(Meeting meeting) {
        Conditions.await(
                () -> {
                    var now = now();
                    return now.classes <= classes + FLUCTUATION.classes
                            && now.threads <= threads + FLUCTUATION.threads
                            && now.openFiles <= openFiles + FLUCTUATION.openFiles
                            && now.metaspace <= metaspace + FLUCTUATION.metaspace
                            && remaining(meeting) == 0;
                },
                () ->
                        this
                                + " has become "
                                + now()
                                + " and "
                                + remaining(meeting)
                                + " class loaders of "
                                + meeting.guests().size()
                                + " are there still");
    }

    private static long remaining(Meeting meeting) {
        return meeting.guests().stream().skip(1).filter(guest -> guest.get() != null).count();
    }
}
