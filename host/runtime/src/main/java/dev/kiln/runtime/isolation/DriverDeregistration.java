package dev.kiln.runtime.isolation;

import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes a function's JDBC drivers off the JDK's list. Defined once more by the function's own
 * loader, which knows nothing else of the host, and therefore of the JDK's types alone.
 */
public final class DriverDeregistration implements Consumer<Consumer<String>> {

    private final Set<Driver> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    public DriverDeregistration() {}

    @Override
    public void accept(Consumer<String> warnings) {
        // Looking at the list can make it longer: the JDK initialises the function's classes that
        // bear the names of other functions' drivers.
        boolean found;
        do {
            found = false;
            for (var driver : DriverManager.drivers().toList()) {
                if (seen.add(driver)) {
                    found = true;
                    deregister(driver, warnings);
                }
            }
        } while (found);
    }

    private static void deregister(Driver driver, Consumer<String> warnings) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (Throwable e) {
            // Of the driver's own clean-up, without which the JDK does not let it go.
            warnings.accept(
                    "Database driver '"
                            + driver.getClass().getName()
                            + "' stays registered and keeps the classes of an ended environment in"
                            + " memory: its DriverAction failed with "
                            + e.getClass().getName());
        }
    }
}
