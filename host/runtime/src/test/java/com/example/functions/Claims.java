package com.example.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Handlers that take for their own what a JVM has once. */
public class Claims {

    private static final ThreadLocal<String> KEPT = ThreadLocal.withInitial(() -> "nothing");
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static final Logger LOGGER = Logger.getLogger(Claims.class.getName());
    private static final Handler OWN_HANDLER = new Hearing();

    private String instance = "nothing";

    /** Answers a request such as {@code keep <value>}. */
    public void handle(InputStream event, OutputStream result) throws Exception {
        var words = Text.of(event).split(" ", 2);
        Text.write(result, String.valueOf(answer(words[0], words.length > 1 ? words[1] : "")));
    }

    @SuppressWarnings("restricted") // native code is what one of them is about
    private @Nullable Object answer(String wish, String value) throws Exception {
        return switch (wish) {
            case "keep" -> {
                var before = KEPT.get() + " " + instance;
                KEPT.set(value);
                instance = value;
                yield before;
            }
            case "bean" -> registerBean(value);
            case "beans-of-the-jvm" ->
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(new ObjectName("java.lang:type=Runtime"), "VmName");
            case "bean-servers" -> beanServers();
            case "uncaught" -> handleUncaught(value);
            case "die" -> die(value);
            case "provider" -> provider();
            case "provider-at" -> Security.insertProviderAt(new Digests(), 1);
            case "digest" -> MessageDigest.getInstance("OWN").getProvider() == Digests.latest;
            case "digest-elsewhere" -> elsewhere();
            case "no-provider" -> {
                Security.removeProvider("Digests");
                yield Security.getProvider("Digests");
            }
            case "log-handler" -> {
                LOGGER.addHandler(OWN_HANDLER);
                yield Arrays.asList(LOGGER.getHandlers()).equals(List.of(OWN_HANDLER));
            }
            case "no-log-handler" -> {
                LOGGER.removeHandler(OWN_HANDLER);
                yield LOGGER.getHandlers().length;
            }
            case "log" -> {
                LOGGER.info(value);
                yield HEARD;
            }
            case "log-level" -> {
                LOGGER.setLevel(Level.parse(value));
                yield value;
            }
            case "log-level?" -> LOGGER.getLevel();
            case "zone" -> {
                TimeZone.setDefault(TimeZone.getTimeZone(value));
                yield TimeZone.getDefault().getID();
            }
            case "zone?" -> TimeZone.getDefault().getID();
            case "locale" -> {
                Locale.setDefault(Locale.forLanguageTag(value));
                yield Locale.getDefault(Locale.Category.FORMAT);
            }
            case "format" -> {
                Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag(value));
                yield Locale.getDefault() + " " + Locale.getDefault(Locale.Category.FORMAT);
            }
            case "property" -> System.setProperty(value, "set");
            case "cookies" -> {
                CookieHandler.setDefault(new CookieManager());
                yield "set";
            }
            case "cookie" -> cookie(value);
            case "connections" -> {
                Authenticator.setDefault(new Authenticator() {});
                ProxySelector.setDefault(ProxySelector.of(null));
                var tls = SSLContext.getInstance("TLS");
                tls.init(null, null, null);
                SSLContext.setDefault(tls);
                HttpsURLConnection.setDefaultHostnameVerifier((_, _) -> false);
                HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
                yield "set";
            }
            case "urls" -> {
                URL.setURLStreamHandlerFactory(
                        protocol -> protocol.equals("own") ? new Answering(value) : null);
                yield "set";
            }
            case "url" -> {
                try (var in = read(value)) {
                    yield new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            case "directory" -> Path.of("").toAbsolutePath();
            case "file" -> {
                var file = Path.of(value);
                var before = Files.exists(file);
                Files.writeString(file, "written");
                yield before;
            }
            case "library" -> {
                System.load(value);
                yield "loaded";
            }
            case "content-handlers" -> {
                URLConnection.setContentHandlerFactory(_ -> null);
                yield "set";
            }
            case "common-pool" -> System.identityHashCode(ForkJoinPool.commonPool());
            case "exit" -> {
                System.exit(1);
                yield "unreachable";
            }
            default -> throw new IllegalArgumentException(wish);
        };
    }

    private static Object registerBean(String name) throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        server.registerMBean(new Own(), new ObjectName(name));
        return server.getMBeanCount() > 1;
    }

    private static Object beanServers() throws Exception {
        var platform = ManagementFactory.getPlatformMBeanServer();
        var created = MBeanServerFactory.createMBeanServer("own");
        var id =
                (String)
                        created.getAttribute(
                                new ObjectName("JMImplementation:type=MBeanServerDelegate"),
                                "MBeanServerId");
        var answer =
                new ArrayList<>(
                        List.of(
                                MBeanServerFactory.findMBeanServer(null)
                                        .equals(List.of(platform, created)),
                                MBeanServerFactory.findMBeanServer(id).equals(List.of(created)),
                                created.getDefaultDomain()));
        MBeanServerFactory.releaseMBeanServer(created);
        answer.add(MBeanServerFactory.findMBeanServer(null).equals(List.of(platform)));
        return answer;
    }

    private static Object handleUncaught(String meeting) {
        var place = new Place(meeting);
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (_, error) -> place.note(String.valueOf(error.getMessage())));
        return before;
    }

    private static Object die(String word) throws InterruptedException {
        var thread =
                new Thread(() -> {
                    throw new IllegalStateException(word);
                });
        thread.start();
        thread.join();
        return "dead";
    }

    private static Object provider() throws GeneralSecurityException {
        var before = Security.getProvider("Digests");
        var position = Security.addProvider(new Digests());
        var again = Security.addProvider(new Digests());
        var listed =
                Arrays.stream(Security.getProviders()).filter(Digests.class::isInstance).count();
        var filtered = Security.getProviders("MessageDigest.OWN");
        var digest = MessageDigest.getInstance("OWN", "Digests");
        return (before == null)
                + " "
                + (position > 1)
                + " "
                + again
                + " "
                + listed
                + " "
                + (filtered != null && filtered[0] instanceof Digests)
                + " "
                + (digest.getProvider() instanceof Digests);
    }

    /** On a thread of the JVM's, which knows no environment. */
    private static Object elsewhere() throws Exception {
        return ForkJoinPool.commonPool()
                .submit(() -> MessageDigest.getInstance("OWN").getProvider() == Digests.latest)
                .get();
    }

    private static Object cookie(String server) throws Exception {
        var connection = (HttpURLConnection) URI.create(server).toURL().openConnection();
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SuppressWarnings("deprecation") // as most code makes its URLs
    private static InputStream read(String url) throws IOException {
        return new URL(new URL(url), "sibling?q#f").openConnection().getInputStream();
    }

    /** What the management server asks for. */
    public interface OwnMBean {
        int getCount();
    }

    /** A bean. */
    public static final class Own implements OwnMBean {
        @Override
        public int getCount() {
            return 1;
        }
    }

    /** Provides an algorithm that no other provider has. */
    public static final class Digests extends Provider {

        private static final long serialVersionUID = 1L;
        static @Nullable Digests latest;

        Digests() {
            super("Digests", "1", "one digest");
            put("MessageDigest.OWN", Own.class.getName());
            latest = this;
        }

        /** Digests everything to nothing. */
        public static final class Own extends MessageDigestSpi {
            @Override
            protected void engineUpdate(byte input) {}

            @Override
            protected void engineUpdate(byte[] input, int offset, int length) {}

            @Override
            protected byte[] engineDigest() {
                return new byte[0];
            }

            @Override
            protected void engineReset() {}
        }
    }

    private static final class Hearing extends Handler {
        @Override
        public void publish(LogRecord record) {
            HEARD.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            var meeting = System.getProperty("com.example.claims.closed");
            if (meeting != null) {
                new Place(meeting).note("closed");
            }
        }
    }

    /** Answers with a word and the URL that is asked for. */
    private static final class Answering extends URLStreamHandler {

        private final String word;

        Answering(String word) {
            this.word = word;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new java.io.ByteArrayInputStream(
                            (word + " " + getURL()).getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }
}
