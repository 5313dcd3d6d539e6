package com.example.functions;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** JDBC drivers with habits of their own, and code that asks for them. */
public class Drivers implements UnaryOperator<String> {

    /** Where a test waits for the drivers that stop. */
    public static final String MEETING = "com.example.drivers.meeting";

    private static Place place() {
        return new Place(System.getProperty(MEETING));
    }

    private static boolean isTestWaiting() {
        return System.getProperty(MEETING) != null;
    }

    /** Connects to a URL, or initialises a class that is named; tells whose class came of it. */
    @Override
    public String apply(String wish) {
        try {
            if (!wish.startsWith("jdbc:")) {
                return Class.forName(wish).getSimpleName();
            }
            try (var connection = DriverManager.getConnection(wish)) {
                return connection.getCatalog();
            }
        } catch (SQLException | ClassNotFoundException e) {
            return e.toString();
        }
    }

    /** Connects to {@code jdbc:<its name>}, to nothing but a name. */
    public abstract static class Own implements Driver {

        /** As drivers have to, when their class is initialised. */
        static void register(Driver driver) {
            try {
                DriverManager.registerDriver(driver, () -> deregistered(driver));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void deregistered(Driver driver) {
            if (driver instanceof Failing) {
                throw new IllegalStateException("not now");
            }
            if (driver instanceof Hanging) {
                place().awaitDeaf();
            }
            if (isTestWaiting()) {
                place().note("without " + driver.getClass().getSimpleName());
            }
        }

        @Override
        public @Nullable Connection connect(String url, Properties info) {
            return acceptsURL(url)
                    ? (Connection)
                            Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {Connection.class},
                                    (_, method, _) ->
                                            method.getName().equals("getCatalog")
                                                    ? getClass().getSimpleName()
                                                    : null)
                    : null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.equals("jdbc:" + getClass().getSimpleName());
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }

    /** Does nothing else. */
    public static final class Plain extends Own {
        static {
            register(new Plain());
        }
    }

    /** Registers itself before its class is fit for others. */
    public static final class Strict extends Own {
        static {
            register(new Strict("already"));
        }

        private static final List<String> KNOWN = new ArrayList<>();

        public Strict() {
            KNOWN.add("one more");
        }

        private Strict(String name) {
            Logger.getLogger(Strict.class.getName()).finest(name);
        }
    }

    /** Takes its time until it is registered. */
    public static final class Slow extends Own {
        static {
            place().awaitDeaf();
            register(new Slow());
        }
    }

    /** Takes its time until there is an instance. */
    public static final class Gate extends Own {
        public Gate() {
            place().awaitDeaf();
        }
    }

    /** Never to be had. */
    public static final class Missing extends Own {
        public Missing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Refuses to go. */
    public static final class Failing extends Own {
        static {
            register(new Failing());
        }
    }

    /** Takes its time to go. */
    public static final class Hanging extends Own {
        static {
            register(new Hanging());
        }
    }
}
