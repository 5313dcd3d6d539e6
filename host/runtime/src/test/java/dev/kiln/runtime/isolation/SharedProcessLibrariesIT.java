package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that register themselves with their process, in two environments of one function at the
 * same time; then the first one ends, and both its successor and the other one go on.
 */
class SharedProcessLibrariesIT {

    private static final TestHost HOST = TestHost.fresh();

    @TempDir Path folder;

    private void inTwoEnvironments(String libraries, String type, String source, String expected) {
        inTwoEnvironments(libraries, type, source, expected, Map.of());
    }

    private void inTwoEnvironments(
            String libraries,
            String type,
            String source,
            String expected,
            Map<String, String> variables) {
        var code = TaskRoot.in(folder).layer(Libraries.of(libraries)).source(source).code();
        try (var one = HOST.start(code, type, variables);
                var other = HOST.start(code, type, variables)) {
            for (var function : List.of(one, other, one)) {
                assertCalm(function, expected);
            }

            one.call("exit");

            assertCalm(other, expected);
            assertCalm(one, expected);
        }
    }

    /** With nothing on its log but the platform's lines: libraries tell there what was refused. */
    private static void assertCalm(RunningFunction function, String expected) {
        var answer = function.call("{}");
        assertThat(answer.result()).isEqualTo(expected);
        assertThat(answer.log().lines())
                .allMatch(line -> line.matches("(START|END|REPORT) RequestId: .*"));
    }

    @Test
    void bouncy_castle_is_each_environments_own() {
        inTwoEnvironments(
                "bouncy-castle",
                "fn.Signs",
                """
                package fn;

                import java.security.*;
                import javax.crypto.*;
                import org.bouncycastle.jcajce.spec.AEADParameterSpec;
                import org.bouncycastle.jce.ECNamedCurveTable;
                import org.bouncycastle.jce.interfaces.ECPublicKey;
                import org.bouncycastle.jce.provider.BouncyCastleProvider;

                public class Signs extends TextFunction {
                    static {
                        Security.addProvider(new BouncyCastleProvider());
                    }

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        KeyPairGenerator keys = KeyPairGenerator.getInstance("ECDSA", "BC");
                        keys.initialize(ECNamedCurveTable.getParameterSpec("brainpoolP256r1"));
                        KeyPair pair = keys.generateKeyPair();
                        int bits = ((ECPublicKey) pair.getPublic()).getParameters().getN().bitLength();
                        Signature signature = Signature.getInstance("SHA3-256withECDSA", "BC");
                        signature.initSign(pair.getPrivate());
                        byte[] signed = signature.sign();
                        signature.initVerify(pair.getPublic());
                        Cipher cipher = Cipher.getInstance("AES/EAX/NoPadding");
                        SecretKey key = KeyGenerator.getInstance("AES", "BC").generateKey();
                        cipher.init(Cipher.ENCRYPT_MODE, key, new AEADParameterSpec(new byte[16], 64));
                        return bits + " " + signature.verify(signed) + " " + cipher.doFinal(new byte[8]).length
                                + " " + MessageDigest.getInstance("Whirlpool").getDigestLength();
                    }
                }
                """,
                "256 true 16 64");
    }

    @Test
    void bouncy_castle_as_the_first_provider_is_asked_first() {
        inTwoEnvironments(
                "bouncy-castle",
                "fn.Digests",
                """
                package fn;

                import java.security.*;
                import org.bouncycastle.jce.provider.BouncyCastleProvider;

                public class Digests extends TextFunction {
                    static {
                        Security.removeProvider("BC");
                        Security.insertProviderAt(new BouncyCastleProvider(), 1);
                    }

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        return MessageDigest.getInstance("SHA-256").getProvider() instanceof BouncyCastleProvider;
                    }
                }
                """,
                "true");
    }

    @Test
    void hikari_registers_its_pool_in_each() {
        inTwoEnvironments(
                "hikari",
                "fn.Pools",
                """
                package fn;

                import com.zaxxer.hikari.*;
                import java.lang.management.ManagementFactory;
                import java.sql.*;
                import javax.management.*;

                public class Pools extends TextFunction {
                    private static final HikariDataSource POOL = start();

                    private static HikariDataSource start() {
                        HikariConfig config = new HikariConfig();
                        config.setJdbcUrl("jdbc:h2:mem:pool");
                        config.setPoolName("orders");
                        config.setMaximumPoolSize(1);
                        config.setRegisterMbeans(true);
                        return new HikariDataSource(config);
                    }

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                        ObjectName name = new ObjectName("com.zaxxer.hikari:type=Pool (orders)");
                        try (Connection connection = POOL.getConnection()) {
                            return connection.isValid(1) + " " + server.getAttribute(name, "ActiveConnections");
                        }
                    }
                }
                """,
                "true 1");
    }

    @Test
    void commons_pool_has_its_own_names_in_each() {
        inTwoEnvironments(
                "commons-pool",
                "fn.Pools",
                """
                package fn;

                import org.apache.commons.pool2.*;
                import org.apache.commons.pool2.impl.*;

                public class Pools extends TextFunction {
                    private static final GenericObjectPool<StringBuilder> POOL = new GenericObjectPool<>(
                            new BasePooledObjectFactory<StringBuilder>() {
                                @Override
                                public StringBuilder create() {
                                    return new StringBuilder();
                                }

                                @Override
                                public PooledObject<StringBuilder> wrap(StringBuilder made) {
                                    return new DefaultPooledObject<>(made);
                                }
                            });

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        POOL.returnObject(POOL.borrowObject());
                        return POOL.getJmxName();
                    }
                }
                """,
                "org.apache.commons.pool2:type=GenericObjectPool,name=pool");
    }

    /** The client logs a warning where its application's bean is there already. */
    @Test
    void kafkas_producer_registers_its_application_in_each() {
        inTwoEnvironments(
                "kafka",
                "fn.Sends",
                """
                package fn;

                import java.lang.management.ManagementFactory;
                import java.util.*;
                import javax.management.ObjectName;
                import org.apache.kafka.clients.producer.KafkaProducer;
                import org.apache.kafka.common.serialization.StringSerializer;
                import org.apache.kafka.common.utils.AppInfoParser;

                public class Sends extends TextFunction {
                    private static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
                            Map.of("bootstrap.servers", "localhost:1", "client.id", "orders", "reconnect.backoff.ms", "60000"),
                            new StringSerializer(), new StringSerializer());

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        ObjectName name = new ObjectName("kafka.producer:type=app-info,id=orders");
                        return PRODUCER.metrics().isEmpty() + " "
                                + ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Version").equals(AppInfoParser.getVersion());
                    }
                }
                """,
                "false true");
    }

    @Test
    void micrometer_measures_the_jvm_in_each() {
        inTwoEnvironments(
                "micrometer",
                "fn.Measures",
                """
                package fn;

                import io.micrometer.core.instrument.binder.jvm.*;
                import io.micrometer.core.instrument.binder.system.*;
                import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

                public class Measures extends TextFunction {
                    private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();

                    static {
                        new JvmMemoryMetrics().bindTo(REGISTRY);
                        new JvmThreadMetrics().bindTo(REGISTRY);
                        new ClassLoaderMetrics().bindTo(REGISTRY);
                        new ProcessorMetrics().bindTo(REGISTRY);
                    }

                    @Override
                    protected Object answer(String event) {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        return REGISTRY.get("jvm.threads.live").gauge().value() > 0 && REGISTRY.get("jvm.memory.used").gauges().size() > 3;
                    }
                }
                """,
                "true");
    }

    @Test
    void log4j_shows_its_contexts_in_each() {
        inTwoEnvironments(
                "log4j2",
                "fn.Logs",
                """
                package fn;

                import java.lang.management.ManagementFactory;
                import javax.management.ObjectName;
                import org.apache.logging.log4j.*;

                public class Logs extends TextFunction {
                    private static final Logger LOG;

                    static {
                        System.setProperty("log4j2.disableJmx", "false");
                        LOG = LogManager.getLogger(Logs.class);
                    }

                    @Override
                    protected Object answer(String event) throws Exception {
                        if (event.equals("exit")) {
                            System.exit(1);
                        }
                        LOG.debug("not wanted");
                        return ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("org.apache.logging.log4j2:type=*"), null).size();
                    }
                }
                """,
                "1");
    }

    /** As Spring Boot installs it. */
    @Test
    void records_of_the_jdks_loggers_go_through_the_bridge_of_their_own_environment() {
        var code =
                TaskRoot.in(folder)
                        .layer(Libraries.of("jul-to-slf4j"))
                        .file(
                                "logback.xml",
                                """
                                <configuration>
                                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                                    <encoder><pattern>%level %logger{0} %msg%n</pattern></encoder>
                                  </appender>
                                  <root level="INFO"><appender-ref ref="OUT"/></root>
                                </configuration>
                                """)
                        .source(
                                """
                                package fn;

                                import java.util.logging.Logger;
                                import org.slf4j.bridge.SLF4JBridgeHandler;

                                public class Logs extends TextFunction {
                                    static {
                                        SLF4JBridgeHandler.install();
                                    }

                                    @Override
                                    protected Object answer(String event) {
                                        Logger.getLogger("fn.Old").info("got " + event);
                                        return SLF4JBridgeHandler.isInstalled();
                                    }
                                }
                                """)
                        .code();

        try (var one = HOST.start(code, "fn.Logs");
                var other = HOST.start(code, "fn.Logs")) {
            other.call("first");
            for (var function : List.of(one, other)) {
                var answer = function.call("this");

                assertThat(answer.result()).isEqualTo("true");
                assertThat(answer.log().lines().filter("INFO Old got this"::equals)).hasSize(1);
            }
        }
    }

    @Test
    void two_functions_configure_one_logging_library_differently() {
        var source =
                """
                package fn;

                import org.slf4j.*;

                public class Logs extends TextFunction {
                    @Override
                    protected Object answer(String event) {
                        return LoggerFactory.getLogger("any").isDebugEnabled();
                    }
                }
                """;

        try (var one = HOST.start(logging("one", "DEBUG", source).code(), "fn.Logs");
                var other = HOST.start(logging("other", "WARN", source).code(), "fn.Logs")) {
            assertThat(one.call()).isEqualTo("true");
            assertThat(other.call()).isEqualTo("false");
            assertThat(one.call()).isEqualTo("true");
        }
    }

    private TaskRoot logging(String name, String level, String source) {
        return TaskRoot.in(folder.resolve(name))
                .layer(Libraries.of("logback-1.2"))
                .file(
                        "logback.xml",
                        "<configuration><root level=\"%s\"/></configuration>".formatted(level))
                .source(source);
    }
}
