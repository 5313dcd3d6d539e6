package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Logger;
import javax.management.ObjectName;

/** A handler that leaves everything behind that the end of a process would take away. */
public class Litter {

    private static final ThreadLocal<Object> KEPT = new ThreadLocal<>();
    private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();
    private static final List<Object> NEVER_ENDED = new ArrayList<>();

    /** Litters for the place that the event names, or exits. */
    public void handle(InputStream event, OutputStream result) throws Exception {
        var name = Text.of(event);
        if (name.equals("exit")) {
            System.exit(1);
        }
        KEPT.set(new Place(name));
        INHERITED.set(new Object[] {this});
        startExecutors();
        startTimers();
        startThread();
        register();
        Text.write(result, NEVER_ENDED.size());
    }

    private static void startExecutors() throws Exception {
        var fixed = Executors.newFixedThreadPool(2);
        fixed.submit(() -> KEPT.set(new Litter())).get();
        var single = Executors.newSingleThreadExecutor();
        single.submit(() -> KEPT.set(new Litter())).get();
        var named = Executors.newCachedThreadPool(work -> new Thread(work, "named"));
        named.submit(() -> KEPT.set(new Litter())).get();
        var scheduled = Executors.newScheduledThreadPool(1);
        scheduled.scheduleAtFixedRate(() -> KEPT.get(), 0, 10, TimeUnit.MILLISECONDS);
        var own = new OwnExecutor();
        own.submit(() -> KEPT.set(new Litter())).get();
        NEVER_ENDED.addAll(List.of(fixed, single, named, scheduled, own));
    }

    private static void startTimers() {
        for (var daemon : new boolean[] {true, false}) {
            var timer = new Timer(daemon);
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            KEPT.set(this);
                        }
                    },
                    0,
                    10);
            NEVER_ENDED.add(timer);
        }
    }

    /** One that heeds its interrupt. */
    private static void startThread() {
        new Thread(
                        () -> {
                            try {
                                Thread.sleep(600_000);
                            } catch (InterruptedException e) {
                                // Ends.
                            }
                        })
                .start();
    }

    private static void register() throws Exception {
        Class.forName(Drivers.Plain.class.getName());
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Claims.Own(), new ObjectName("com.example:type=Litter"));
        Security.addProvider(new LitterProvider());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> KEPT.set(new Litter())));
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> NEVER_ENDED.clear());
        Logger.getLogger(Litter.class.getName()).addHandler(new ConsoleHandler());
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        CookieHandler.setDefault(new CookieManager());
    }

    /** As libraries have them, of their own classes. */
    private static final class OwnExecutor extends ThreadPoolExecutor {
        OwnExecutor() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }
    }

    private static final class LitterProvider extends Provider {

        private static final long serialVersionUID = 1L;

        LitterProvider() {
            super("Litter", "1", "nothing");
        }
    }
}
