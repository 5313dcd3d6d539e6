package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.RunningFunction.Answer;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that log with libraries of their own, on a host that has others: contract 5.4. */
class LoggingLibrariesIT {

    private static final TestHost HOST = TestHost.onClassPath();

    @TempDir Path folder;

    @Test
    void log4j2_with_awss_appender_writes_the_request_id_into_its_lines() {
        var root =
                TaskRoot.in(folder)
                        .layer(Libraries.of("log4j2"))
                        .file(
                                "log4j2.xml",
                                """
                                <Configuration>
                                  <Appenders>
                                    <Lambda name="Lambda">
                                      <PatternLayout pattern="%X{AWSRequestId} %-5p %c{1} - %m%n"/>
                                    </Lambda>
                                  </Appenders>
                                  <Loggers>
                                    <Root level="INFO"><AppenderRef ref="Lambda"/></Root>
                                  </Loggers>
                                </Configuration>
                                """)
                        .source(
                                """
                                package fn;

                                import org.apache.logging.log4j.*;

                                public class Logs extends TextFunction {
                                    private static final Logger LOG = LogManager.getLogger(Logs.class);

                                    @Override
                                    protected Object answer(String event) {
                                        LOG.info("got {}", event);
                                        LOG.debug("not wanted");
                                        return LogManager.getContext(false).getClass().getName()
                                                + " " + LogManager.class.getPackage().getImplementationVersion();
                                    }
                                }
                                """);

        try (var one = HOST.start(root.code(), "fn.Logs");
                var other = HOST.start(root.code(), "fn.Logs")) {
            for (var function : List.of(one, other, one)) {
                var answer = function.call("an event");

                assertThat(answer.result())
                        .isEqualTo("org.apache.logging.log4j.core.LoggerContext 2.25.4");
                assertThat(linesOf(answer))
                        .containsExactly(answer.requestId() + " INFO  Logs - got an event");
            }
        }
    }

    @Test
    void logback_behind_slf4j_1_7_writes_to_the_functions_standard_output() {
        var root =
                TaskRoot.in(folder)
                        .layer(Libraries.of("logback-1.2"))
                        .file(
                                "logback.xml",
                                """
                                <configuration>
                                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                                    <encoder><pattern>%-5level %logger{0} - %msg %X{order}%n</pattern></encoder>
                                  </appender>
                                  <root level="INFO"><appender-ref ref="OUT"/></root>
                                </configuration>
                                """)
                        .source(
                                """
                                package fn;

                                import org.slf4j.*;

                                public class Logs extends TextFunction {
                                    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

                                    @Override
                                    protected Object answer(String event) {
                                        MDC.put("order", "17");
                                        LOG.info("got {}", event);
                                        LOG.debug("not wanted");
                                        return LOG.getClass().getName() + " " + Logger.class.getPackage().getImplementationVersion();
                                    }
                                }
                                """);

        try (var function = HOST.start(root.code(), "fn.Logs")) {
            var answer = function.call("an event");

            assertThat(answer.result()).isEqualTo("ch.qos.logback.classic.Logger 1.7.36");
            assertThat(linesOf(answer)).containsExactly("INFO  Logs - got an event 17");
        }
    }

    /** What the function wrote, without the platform's lines around it. */
    private static String[] linesOf(Answer answer) {
        return answer.log()
                .lines()
                .filter(line -> !line.matches("(START|END|REPORT) RequestId: .*"))
                .toArray(String[]::new);
    }
}
