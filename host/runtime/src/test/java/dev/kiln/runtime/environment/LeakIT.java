package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Failing;
import com.example.functions.Litter;
import com.example.functions.Slow;
import com.example.functions.Unruly;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Footprint;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of hundreds of environments that have ended, well or badly. */
class LeakIT {

    private static final int MANY = 100;

    /** For a night, the property asks for thousands. */
    private static final int ENVIRONMENTS = Integer.getInteger("leak.environments", 3 * MANY);

    /** Logs, starts a thread, keeps thread-locals, and ends its process if it is told to. */
    private static final String BUSY =
            """
            package fn;

            import java.lang.ref.WeakReference;
            import java.util.Queue;
            import org.apache.logging.log4j.*;

            public class Busy extends TextFunction {
                private static final Logger LOG = LogManager.getLogger(Busy.class);
                private static final ThreadLocal<Object> KEPT = new ThreadLocal<>();
                private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();

                @Override
                @SuppressWarnings("unchecked")
                protected Object answer(String event) throws Exception {
                    if (event.equals("exit")) {
                        System.exit(1);
                    }
                    Queue<Object> guests = (Queue<Object>) System.getProperties().get(event + ".guests");
                    guests.add(new WeakReference<>(Busy.class.getClassLoader()));
                    KEPT.set(this);
                    INHERITED.set(new Object[] {this});
                    LOG.info("got {}", event);
                    Thread thread = new Thread(() -> LOG.info("from a thread, {}", INHERITED.get()));
                    thread.start();
                    thread.join();
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> LOG.info("ending")));
                    return read(Busy.class.getResourceAsStream("/log4j2.xml")).length() > 0;
                }
            }
            """;

    private static final String QUERIES =
            """
            package fn;

            import java.lang.ref.WeakReference;
            import java.sql.*;
            import java.util.Queue;

            public class Queries extends TextFunction {
                @Override
                @SuppressWarnings("unchecked")
                protected Object answer(String event) throws Exception {
                    Queue<Object> guests = (Queue<Object>) System.getProperties().get(event + ".guests");
                    guests.add(new WeakReference<>(Queries.class.getClassLoader()));
                    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:test")) {
                        return connection.isValid(1);
                    }
                }
            }
            """;

    private static final String LOOPS =
            """
            package fn;

            import io.netty.bootstrap.ServerBootstrap;
            import io.netty.buffer.*;
            import io.netty.channel.*;
            import io.netty.channel.nio.NioEventLoopGroup;
            import io.netty.channel.socket.nio.NioServerSocketChannel;
            import io.netty.util.concurrent.*;
            import java.io.IOException;
            import java.lang.ref.WeakReference;
            import java.net.*;
            import java.util.Queue;

            public class Loops extends TextFunction {
                private static final FastThreadLocal<Object> KEPT = new FastThreadLocal<>();
                private static final EventLoopGroup GROUP = new NioEventLoopGroup(2);

                @Override
                @SuppressWarnings("unchecked")
                protected Object answer(String event) throws Exception {
                    Queue<Object> guests = (Queue<Object>) System.getProperties().get(event + ".guests");
                    guests.add(new WeakReference<>(Loops.class.getClassLoader()));
                    KEPT.set(this);
                    GROUP.next().submit(() -> KEPT.set(new Object[] {PooledByteBufAllocator.DEFAULT.directBuffer(100)})).sync();
                    GlobalEventExecutor.INSTANCE.submit(() -> KEPT.set(this)).sync();
                    Channel server = new ServerBootstrap().group(GROUP).channel(NioServerSocketChannel.class)
                            .childHandler(new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelRead(ChannelHandlerContext context, Object message) {
                                    context.writeAndFlush(message);
                                }
                            })
                            .bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
                    try (Socket client = new Socket()) {
                        client.connect(server.localAddress());
                        client.getOutputStream().write(1);
                        return client.getInputStream().read() == 1 ? "served" : "refused";
                    }
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void of_failing_invocations() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Failing.class, "fail")) {
            function.error("overflow");
            Runnable use =
                    () -> {
                        assertThat(function.error("checked")).contains("no such file");
                        assertThat(function.error("internal")).contains("inside");
                    };
            var before = warmedUp(use);

            repeat(3 * MANY, use);

            assertThat(function.result("count")).isEqualTo("1");
            before.awaitAgain(meeting);
        }
    }

    /** A pair each time: one that the function ends itself, and its successor, which is closed. */
    @Test
    void of_a_hundred_environments_with_a_logging_library() {
        var host = TestHost.fresh();
        var code =
                TaskRoot.in(folder)
                        .layer(Libraries.of("log4j2"))
                        .file(
                                "log4j2.xml",
                                """
                                <Configuration>
                                  <Appenders>
                                    <Lambda name="Lambda"><PatternLayout pattern="%X{AWSRequestId} %m%n"/></Lambda>
                                    <Console name="Out"><PatternLayout pattern="%m%n"/></Console>
                                  </Appenders>
                                  <Loggers>
                                    <Root level="INFO"><AppenderRef ref="Lambda"/><AppenderRef ref="Out"/></Root>
                                  </Loggers>
                                </Configuration>
                                """)
                        .source(BUSY)
                        .code();
        try (var meeting = new Meeting()) {
            Runnable use =
                    () -> {
                        try (var function = host.start(code, "fn.Busy")) {
                            assertThat(function.call(meeting.name()).result()).isEqualTo("true");
                            assertThat(function.call("exit").error()).contains("exit status 1");
                            assertThat(function.call(meeting.name()).result()).isEqualTo("true");
                            function.endAndWait();
                        }
                    };
            var before = warmedUp(use);

            repeat(MANY / 2, use);

            before.awaitAgain(meeting);
        }
    }

    @Test
    void of_functions_that_exit_and_leave_threads_and_registrations_behind() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Unruly.class, "handle")) {
            Runnable use =
                    () -> {
                        function.result("threads " + meeting.name());
                        function.result("register");
                        assertThat(function.error("exit")).contains("Runtime.ExitError");
                    };
            var before = warmedUp(use);

            repeat(MANY, use);

            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            before.awaitAgain(meeting);
        }
    }

    @Test
    void of_functions_that_leave_executors_timers_and_everything_else_behind() {
        var zone = TimeZone.getDefault();
        try (var meeting = new Meeting();
                var function = TestFunction.start(Litter.class, "handle")) {
            Runnable use =
                    () -> {
                        assertThat(function.result(meeting.name())).isEqualTo("7");
                        assertThat(function.error("exit")).contains("Runtime.ExitError");
                    };
            var before = warmedUp(use);

            repeat(ENVIRONMENTS, use);

            before.awaitAgain(meeting);
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            assertThat(Security.getProvider("Litter")).isNull();
            assertThat(TimeZone.getDefault()).isEqualTo(zone);
            assertThat(function.err()).doesNotContain("kept in memory");
        }
    }

    @Test
    void of_functions_with_an_event_loop_of_netty_that_nobody_shuts_down() {
        var host = TestHost.fresh();
        var code = TaskRoot.in(folder).layer(Libraries.of("netty-4.1")).source(LOOPS).code();
        try (var meeting = new Meeting()) {
            Runnable use =
                    () -> {
                        try (var function = host.start(code, "fn.Loops")) {
                            assertThat(function.call(meeting.name()).result()).isEqualTo("served");
                            function.endAndWait();
                        }
                    };
            var before = warmedUp(use);

            repeat(ENVIRONMENTS / 10, use);

            before.awaitAgain(meeting);
        }
    }

    @Test
    void of_functions_with_a_database() {
        var host = TestHost.fresh();
        var code = TaskRoot.in(folder).layer(Libraries.of("h2")).source(QUERIES).code();
        try (var meeting = new Meeting()) {
            Runnable use =
                    () -> {
                        try (var function = host.start(code, "fn.Queries")) {
                            assertThat(function.call(meeting.name()).result()).isEqualTo("true");
                            function.endAndWait();
                        }
                    };
            var before = warmedUp(use);

            repeat(MANY / 5, use);

            before.awaitAgain(meeting);
        }
    }

    @Test
    void of_handlers_that_took_too_long() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "sleep")
                                .timeout(Duration.ofMillis(20))
                                .start()) {
            Runnable use =
                    () ->
                            assertThat(function.invoke(meeting.name()))
                                    .isInstanceOf(Outcome.TimedOut.class);
            var before = warmedUp(use);

            repeat(MANY, use);

            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            before.awaitAgain(meeting);
        }
    }

    @Test
    void of_callers_who_gave_up() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Slow.class, "sleep")) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();

            repeat(300 * MANY, () -> function.begin("nobody waits for this").cancel(true));

            assertThat(function.pool().unfinishedInvocations()).isEqualTo(1);
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(function.result("next")).isEqualTo("next is call 2");
        }
    }

    private static Footprint warmedUp(Runnable use) {
        repeat(10, use);
        return Footprint.now();
    }

    private static void repeat(int times, Runnable use) {
        for (int i = 0; i < times; i++) {
            use.run();
        }
    }
}
