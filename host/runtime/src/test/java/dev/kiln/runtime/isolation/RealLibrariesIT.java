package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that bring libraries of their own, in versions that the host would never have. */
class RealLibrariesIT {

    private static final TestHost HOST = TestHost.onClassPath();

    @TempDir Path folder;

    private TaskRoot with(String libraries) {
        return TaskRoot.in(folder).layer(Libraries.of(libraries));
    }

    @Test
    void jackson_2_9() {
        var code =
                with("jackson-2.9")
                        .source(
                                """
                                package fn;

                                import com.fasterxml.jackson.annotation.JsonProperty;
                                import com.fasterxml.jackson.databind.ObjectMapper;

                                public class Json extends TextFunction {
                                    public static class Order {
                                        @JsonProperty("order_id")
                                        public int id;
                                    }

                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        ObjectMapper mapper = new ObjectMapper();
                                        Order order = mapper.readValue(event, Order.class);
                                        order.id++;
                                        return mapper.version() + " " + mapper.writeValueAsString(order);
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Json")) {
            assertThat(function.call("{\"order_id\":41}").result())
                    .isEqualTo("2.9.10-8 {\"order_id\":42}");
        }
    }

    @Test
    void spring_framework_5_3_with_its_scanning_proxies_and_environment() {
        var root =
                with("spring-5.3")
                        .lib(
                                "0-other.jar",
                                jar -> jar.file("settings/other.properties", "b=from a jar"));
        root.lib(
                "scanned.jar",
                jar ->
                        jar.source(
                                """
                                package app;

                                import org.springframework.stereotype.Component;

                                @Component
                                public class InJar {
                                }
                                """,
                                Libraries.of("spring-5.3").resolve("spring-context-5.3.39.jar")));
        root.file("settings/own.properties", "a=from the root")
                .source(
                        """
                        package app;

                        import org.springframework.beans.factory.annotation.Value;
                        import org.springframework.context.annotation.*;

                        @Configuration
                        @ComponentScan
                        public class Config {
                            @Value("${GREETING}")
                            String greeting;

                            @Bean
                            public String first() {
                                return "first";
                            }

                            @Bean
                            public Object sameTwice() {
                                return first() == first();
                            }
                        }
                        """,
                        """
                        package app;

                        import org.springframework.stereotype.Component;

                        @Component
                        public class InRoot {
                        }
                        """,
                        """
                        package fn;

                        import org.springframework.context.annotation.AnnotationConfigApplicationContext;
                        import org.springframework.core.SpringVersion;

                        public class Beans extends TextFunction {
                            private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(app.Config.class);

                            @Override
                            protected Object answer(String event) throws Exception {
                                return SpringVersion.getVersion()
                                        + " " + context.getBean("sameTwice")
                                        + " " + context.containsBean("inRoot") + context.containsBean("inJar")
                                        + " " + context.getEnvironment().getProperty("GREETING")
                                        + " " + context.getResources("classpath*:settings/*.properties").length;
                            }
                        }
                        """);

        try (var function = HOST.start(root.code(), "fn.Beans", Map.of("GREETING", "hello"))) {
            assertThat(function.call()).isEqualTo("5.3.39 true truetrue hello 2");
        }
    }

    @Test
    void netty_4_0_with_threads_and_sockets() {
        var code =
                with("netty-4.0")
                        .source(
                                """
                                package fn;

                                import io.netty.bootstrap.*;
                                import io.netty.buffer.*;
                                import io.netty.channel.*;
                                import io.netty.channel.nio.NioEventLoopGroup;
                                import io.netty.channel.socket.nio.*;
                                import io.netty.util.*;
                                import java.net.*;
                                import java.nio.charset.StandardCharsets;
                                import java.util.concurrent.*;

                                public class Sockets extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        NioEventLoopGroup group = new NioEventLoopGroup(1);
                                        try {
                                            Channel server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                                                    .childHandler(new ChannelInboundHandlerAdapter() {
                                                        @Override
                                                        public void channelRead(ChannelHandlerContext context, Object message) {
                                                            context.writeAndFlush(message);
                                                        }
                                                    })
                                                    .bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
                                            BlockingQueue<String> got = new LinkedBlockingQueue<>();
                                            Channel client = new Bootstrap().group(group).channel(NioSocketChannel.class)
                                                    .handler(new SimpleChannelInboundHandler<ByteBuf>() {
                                                        @Override
                                                        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                                                            got.add(message.toString(StandardCharsets.UTF_8));
                                                        }
                                                    })
                                                    .connect(server.localAddress()).sync().channel();
                                            client.writeAndFlush(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)).sync();
                                            return Version.identify(Sockets.class.getClassLoader()).get("netty-common").artifactVersion()
                                                    + " " + got.poll(30, TimeUnit.SECONDS);
                                        } finally {
                                            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
                                        }
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Sockets")) {
            assertThat(function.call("echoed").result()).isEqualTo("4.0.56.Final echoed");
        }
    }

    @Test
    void kotlins_library_calls_back_into_the_function() {
        var code =
                with("kotlin")
                        .source(
                                """
                                package fn;

                                public class Kotlin extends TextFunction {
                                    private final kotlin.Lazy<String> greeting = kotlin.LazyKt.lazy(() -> System.getenv("GREETING"));

                                    @Override
                                    protected Object answer(String event) {
                                        return kotlin.KotlinVersion.CURRENT + " " + greeting.getValue()
                                                + " " + kotlin.text.StringsKt.reversed((CharSequence) event);
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Kotlin", Map.of("GREETING", "hello"))) {
            assertThat(function.call("abc").result()).isEqualTo("2.2.20 hello cba");
        }
    }

    @Test
    void groovy_with_classes_that_it_makes_while_it_runs() {
        var code =
                with("groovy")
                        .source(
                                """
                                package fn;

                                public class Scripts extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        return groovy.lang.GroovySystem.getVersion() + " " + new groovy.lang.GroovyShell().evaluate(event);
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Scripts")) {
            assertThat(function.call("[1, 2, 3].collect { it * 2 }.sum()").result())
                    .isEqualTo("4.0.28 12");
        }
    }

    @Test
    void two_versions_of_one_library_at_the_same_time() {
        var source =
                """
                package fn;

                import com.google.common.collect.ImmutableList;

                public class Guava extends TextFunction {
                    @Override
                    protected Object answer(String event) throws Exception {
                        Object graph;
                        try {
                            graph = Class.forName("com.google.common.graph.Graph").getSimpleName();
                        } catch (ClassNotFoundException e) {
                            graph = "no graph";
                        }
                        String place = ImmutableList.class.getProtectionDomain().getCodeSource().getLocation().getPath();
                        return graph + ", " + place.substring(place.lastIndexOf('/') + 1) + ", " + ImmutableList.of(1, 2);
                    }
                }
                """;
        var old = TaskRoot.in(folder.resolve("old")).layer(Libraries.of("guava-19")).source(source);
        var young =
                TaskRoot.in(folder.resolve("new")).layer(Libraries.of("guava-33")).source(source);

        try (var one = HOST.start(old.code(), "fn.Guava");
                var other = HOST.start(young.code(), "fn.Guava")) {
            assertThat(one.call()).isEqualTo("no graph, guava-19.0.jar, [1, 2]");
            assertThat(other.call()).isEqualTo("Graph, guava-33.4.8-jre.jar, [1, 2]");
            assertThat(one.call()).isEqualTo("no graph, guava-19.0.jar, [1, 2]");
        }
    }

    @Test
    void aws_sdks_take_region_and_keys_from_the_functions_variables() {
        var code =
                with("aws-sdk")
                        .source(
                                """
                                package fn;

                                import software.amazon.awssdk.services.s3.presigner.S3Presigner;

                                public class Signs extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        try (S3Presigner signer = S3Presigner.create()) {
                                            return signer.presignGetObject(request -> request
                                                    .signatureDuration(java.time.Duration.ofMinutes(5))
                                                    .getObjectRequest(object -> object.bucket("bucket").key("key"))).url();
                                        }
                                    }
                                }
                                """)
                        .code();
        var here =
                Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "ofOne",
                        "AWS_SECRET_ACCESS_KEY",
                        "x");
        var there =
                Map.of(
                        "AWS_REGION",
                        "us-west-2",
                        "AWS_ACCESS_KEY_ID",
                        "ofOther",
                        "AWS_SECRET_ACCESS_KEY",
                        "x");

        try (var one = HOST.start(code, "fn.Signs", here);
                var other = HOST.start(code, "fn.Signs", there)) {
            assertThat(one.call())
                    .startsWith("https://bucket.s3.eu-central-1.amazonaws.com/key?")
                    .contains("X-Amz-Credential=ofOne%2F");
            assertThat(other.call())
                    .startsWith("https://bucket.s3.us-west-2.amazonaws.com/key?")
                    .contains("X-Amz-Credential=ofOther%2F");
        }
    }

    @Test
    void spring_boot_3_5_twice() {
        var code =
                with("spring-boot-3.5")
                        .source(
                                """
                                package app;

                                import org.springframework.boot.autoconfigure.SpringBootApplication;
                                import org.springframework.boot.context.properties.*;

                                @SpringBootApplication
                                @EnableConfigurationProperties(Application.Greeting.class)
                                public class Application {
                                    @ConfigurationProperties("greeting")
                                    public record Greeting(String text) {}
                                }
                                """,
                                """
                                package fn;

                                import org.springframework.boot.*;
                                import org.springframework.context.ConfigurableApplicationContext;

                                public class Boots extends TextFunction {
                                    private final ConfigurableApplicationContext context = start();

                                    private static ConfigurableApplicationContext start() {
                                        SpringApplication application = new SpringApplication(app.Application.class);
                                        application.setWebApplicationType(WebApplicationType.NONE);
                                        return application.run();
                                    }

                                    @Override
                                    protected Object answer(String event) {
                                        return SpringBootVersion.getVersion() + " "
                                                + context.getBean(app.Application.Greeting.class).text() + ", " + event;
                                    }
                                }
                                """)
                        .code();

        try (var one = HOST.start(code, "fn.Boots", Map.of("GREETING_TEXT", "Hello"));
                var other = HOST.start(code, "fn.Boots", Map.of("GREETING_TEXT", "Salut"))) {
            assertThat(one.call("Ada").result()).isEqualTo("3.5.6 Hello, Ada");
            assertThat(other.call("Ada").result()).isEqualTo("3.5.6 Salut, Ada");
        }
    }

    private static final String QUERIES =
            """
            package fn;

            import java.sql.*;

            public class Queries extends TextFunction {
                @Override
                protected Object answer(String event) throws Exception {
                    if (event.equals("exit")) {
                        System.exit(1);
                    }
                    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:test");
                            ResultSet found = connection.createStatement().executeQuery("select h2version() || ' ' || (20 + 22)")) {
                        found.next();
                        return found.getString(1);
                    }
                }
            }
            """;

    /** The JDK looks for drivers once in a process, with the loader of whoever comes first. */
    @Test
    void each_environment_finds_its_own_database_driver() {
        var code = with("h2").source(QUERIES).code();

        try (var one = HOST.start(code, "fn.Queries");
                var other = HOST.start(code, "fn.Queries")) {
            assertThat(one.call()).isEqualTo("2.3.232 42");
            assertThat(other.call()).isEqualTo("2.3.232 42");

            one.call("exit");
            assertThat(one.call()).isEqualTo("2.3.232 42");
        }
    }

    /** Row sets connect within the JDK, which the function does not name. */
    @Test
    void each_environments_row_sets_find_its_own_database_driver() {
        var code =
                with("h2")
                        .source(
                                """
                                package fn;

                                import javax.sql.rowset.*;

                                public class RowSets extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        try (JdbcRowSet rows = RowSetProvider.newFactory().createJdbcRowSet()) {
                                            rows.setUrl("jdbc:h2:mem:test");
                                            rows.setCommand("select 20 + 22");
                                            rows.execute();
                                            rows.next();
                                            return rows.getInt(1);
                                        }
                                    }
                                }
                                """)
                        .code();

        try (var one = HOST.start(code, "fn.RowSets");
                var other = HOST.start(code, "fn.RowSets")) {
            assertThat(one.call()).isEqualTo("42");
            assertThat(other.call()).isEqualTo("42");
        }
    }
}
