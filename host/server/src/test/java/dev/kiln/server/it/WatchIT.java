package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is built anew while Kiln serves it. */
class WatchIT {

    private static final Path LIBRARIES =
            KilnProcess.REPOSITORY.resolve("samples/hello-proxy/target/dependency");

    @TempDir Path folder;

    @Test
    void the_next_request_is_served_by_the_new_code_in_its_payload_kind() throws Exception {
        build(
                """
                import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;

                public class Shop {
                    public String handle(APIGatewayV2HTTPEvent event) {
                        return "version " + event.getVersion();
                    }
                }
                """);
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of(),
                        "--kiln.handler=Shop::handle",
                        "--kiln.classes=classes",
                        "--kiln.lib=" + LIBRARIES,
                        "--kiln.watch=true")) {
            assertThat(kiln.get("/orders").body()).isEqualTo("version 2.0");

            build(
                    """
                    import com.amazonaws.services.lambda.runtime.events.*;

                    public class Shop {
                        public APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
                            return new APIGatewayProxyResponseEvent().withStatusCode(201).withBody(event.getPath());
                        }
                    }
                    """);

            var answer = kiln.get("/orders");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("/orders");
            kiln.awaitStart();
            assertThat(
                            kiln.post(
                                            "/2015-03-31/functions/function/invocations",
                                            "{\"path\":\"/a\"}")
                                    .body())
                    .contains("\"/a\"");
            kiln.terminate();
            assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
        }
    }

    private void build(String source) throws Exception {
        var classes = Files.createDirectories(folder.resolve("classes"));
        String classPath;
        try (var jars = Files.list(LIBRARIES)) {
            classPath = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        var messages = new StringWriter();
        var unit =
                new SimpleJavaFileObject(URI.create("string:///Shop.java"), Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        var compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                List.of("-cp", classPath, "-d", classes.toString(), "-proc:none"),
                                null,
                                List.of(unit))
                        .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
