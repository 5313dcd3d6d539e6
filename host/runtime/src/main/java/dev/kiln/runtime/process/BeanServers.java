package dev.kiln.runtime.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One environment's MBean servers. Libraries register beans under names of their own choice, which
 * the second environment would find taken in a server that all share.
 */
final class BeanServers {

    /** This one alone keeps the server that it is registered in, for ever. */
    private static final String FLIGHT_RECORDER = "jdk.management.jfr.FlightRecorderMXBean";

    private final List<MBeanServer> all = new ArrayList<>();
    private @Nullable MBeanServer platform;

    /** With the JVM's own beans, as in each process. */
    synchronized MBeanServer platform() {
        var server = platform;
        if (server == null) {
            server = MBeanServerFactory.newMBeanServer();
            registerBeansOfTheJvm(server);
            platform = server;
            all.add(server);
        }
        return server;
    }

    private static void registerBeansOfTheJvm(MBeanServer server) {
        for (var type : ManagementFactory.getPlatformManagementInterfaces()) {
            if (type.getName().equals(FLIGHT_RECORDER)) {
                continue;
            }
            for (var bean : ManagementFactory.getPlatformMXBeans(type)) {
                try {
                    // One that HotSpot extends is there under two types.
                    if (!server.isRegistered(bean.getObjectName())) {
                        server.registerMBean(bean, bean.getObjectName());
                    }
                } catch (JMException e) {
                    throw new IllegalStateException(
                            "The JVM's own bean " + bean.getObjectName() + " is refused", e);
                }
            }
        }
    }

    synchronized MBeanServer create(@Nullable String domain) {
        var server =
                domain == null
                        ? MBeanServerFactory.newMBeanServer()
                        : MBeanServerFactory.newMBeanServer(domain);
        all.add(server);
        return server;
    }

    synchronized List<MBeanServer> find(@Nullable String id) {
        var found = new ArrayList<MBeanServer>();
        for (var server : all) {
            if (id == null || id.equals(idOf(server))) {
                found.add(server);
            }
        }
        return found;
    }

    private static @Nullable String idOf(MBeanServer server) {
        try {
            return (String) server.getAttribute(MBeanServerDelegate.DELEGATE_NAME, "MBeanServerId");
        } catch (JMException e) {
            // As in the JDK: such a server has no id that could be asked for.
            return null;
        }
    }

    synchronized void release(MBeanServer server) {
        if (!all.remove(server)) {
            throw new IllegalArgumentException("MBeanServer was not in list");
        }
    }
}
