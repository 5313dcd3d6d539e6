package dev.kiln.runtime.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's libraries keep state in statics; each function has its own: contract 9.1. */
class PrivateLibraryStaticsTest {

    @TempDir Path folder;
    private final TestHost host = TestHost.fresh();

    /** Contract 1.11: preparing this event class turns dates into seconds from then on. */
    @Test
    void one_functions_event_class_does_not_change_anothers_dates() {
        var code =
                TaskRoot.in(folder)
                        .layer(Libraries.of("events"))
                        .source(
                                """
                                package fn;

                                import com.amazonaws.services.lambda.runtime.*;
                                import com.amazonaws.services.lambda.runtime.events.*;
                                import java.util.*;

                                public class Dates {
                                    public static class Day {
                                        public Date date = new Date(1_700_000_000_123L);
                                    }

                                    public static class OfEvent implements RequestHandler<APIGatewayProxyRequestEvent, Day> {
                                        public Day handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                                            return new Day();
                                        }
                                    }

                                    public static class OfMap implements RequestHandler<Map<String, String>, Day> {
                                        public Day handleRequest(Map<String, String> event, Context context) {
                                            return new Day();
                                        }
                                    }
                                }
                                """)
                        .code();

        try (var first = host.start(code, "fn.Dates$OfEvent");
                var second = host.start(code, "fn.Dates$OfMap")) {
            assertThat(first.call()).isEqualTo("{\"date\":1.700000000123E9}");
            assertThat(second.call()).isEqualTo("{\"date\":1700000000123}");
        }
    }

    /** AWS's library remembers Joda's class by its name alone. */
    @Test
    void events_hold_dates_of_the_functions_own_date_library() {
        var code =
                TaskRoot.in(folder)
                        .layer(Libraries.of("events"))
                        .source(
                                """
                                package fn;

                                import com.amazonaws.services.lambda.runtime.*;
                                import com.amazonaws.services.lambda.runtime.events.*;

                                public class Joda implements RequestHandler<ScheduledEvent, String> {
                                    public String handleRequest(ScheduledEvent event, Context context) {
                                        org.joda.time.DateTime time = event.getTime();
                                        return time.getMillis() + " " + (time.getClass().getClassLoader() == Joda.class.getClassLoader());
                                    }
                                }
                                """)
                        .code();

        try (var first = host.start(code, "fn.Joda");
                var second = host.start(code, "fn.Joda")) {
            var event = "{\"time\":\"2024-02-29T12:00:00Z\"}";

            assertThat(first.call(event).result()).isEqualTo("\"1709208000000 true\"");
            assertThat(second.call(event).result()).isEqualTo("\"1709208000000 true\"");
        }
    }

    @Test
    void a_function_that_asks_for_log4js_appender_asks_for_itself_alone() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;

                                public class Appends extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        if (event.equals("on")) {
                                            LambdaRuntimeInternal.setUseLog4jAppender(true);
                                        }
                                        return LambdaRuntimeInternal.getUseLog4jAppender();
                                    }
                                }
                                """)
                        .code();

        try (var first = host.start(code, "fn.Appends");
                var second = host.start(code, "fn.Appends");
                var third = host.start(code, "fn.Appends")) {
            assertThat(first.call("on").result()).isEqualTo("true");
            assertThat(second.call("ask").result()).isEqualTo("false");
            assertThat(second.call("on").result()).isEqualTo("true");
            assertThat(third.call("ask").result()).isEqualTo("false");
        }
    }

    @Test
    void each_function_has_one_logger_and_one_snapshot_context_of_its_own() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import com.amazonaws.services.lambda.runtime.*;
                                import java.io.*;
                                import java.nio.charset.StandardCharsets;

                                public class Identities implements RequestStreamHandler {
                                    static final LambdaLogger WHILE_LOADING = LambdaRuntime.getLogger();

                                    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
                                        boolean same = WHILE_LOADING == LambdaRuntime.getLogger() && WHILE_LOADING == context.getLogger();
                                        Object snapshots;
                                        try {
                                            snapshots = Class.forName("com.amazonaws.services.lambda.crac.Core")
                                                    .getMethod("getGlobalContext").invoke(null);
                                        } catch (ReflectiveOperationException e) {
                                            throw new IOException(e);
                                        }
                                        String text = same + " " + System.identityHashCode(WHILE_LOADING)
                                                + " " + System.identityHashCode(snapshots);
                                        out.write(text.getBytes(StandardCharsets.UTF_8));
                                        WHILE_LOADING.log("from " + System.identityHashCode(WHILE_LOADING));
                                    }
                                }
                                """)
                        .code();

        try (var first = host.start(code, "fn.Identities");
                var second = host.start(code, "fn.Identities")) {
            var ofFirst = first.call("{}");
            var ofSecond = second.call("{}");
            var again = first.call("{}");

            assertThat(ofFirst.result()).startsWith("true ").isEqualTo(again.result());
            assertThat(ofSecond.result()).startsWith("true ");
            assertThat(partsOf(ofFirst.result()))
                    .doesNotContainAnyElementsOf(List.of(partsOf(ofSecond.result())));
            assertThat(ofSecond.log()).contains("from " + partsOf(ofSecond.result())[0]);
        }
    }

    private static String[] partsOf(String answer) {
        return answer.substring(answer.indexOf(' ') + 1).split(" ");
    }
}
