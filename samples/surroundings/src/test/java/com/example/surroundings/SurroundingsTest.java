package com.example.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    /** As sha256sum says it of "secret". */
    private static final String SUM =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir Path folder;

    @Test
    void what_variables_and_files_hold_is_told_by_its_sum_alone() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "secret");
        var handler = handlerWith(Map.of("KEY", "secret", "KEY_FILE", file.toString()));

        var answer = handler.handleRequest(asking(Map.of("variables", "KEY,KEY_FILE,OTHER")), null);

        assertEquals(Map.of("KEY", SUM, "KEY_FILE", SUM), answer.get("sha256"));
        assertFalse(answer.toString().contains("secret"));
    }

    @Test
    void a_token_is_told_without_its_signature() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "e30.eyJhdWQiOiJzdHMifQ.c2ln");
        var handler = handlerWith(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString()));

        var answer = handler.handleRequest(asking(null), null);

        assertEquals("{\"aud\":\"sts\"}", answer.get("tokenClaims"));
        assertNull(answer.get("role"));
    }

    @Test
    void it_takes_as_long_as_it_is_told_to() {
        var answer = handlerWith(Map.of()).handleRequest(asking(Map.of("wait", "20")), null);

        assertTrue((long) answer.get("end") - (long) answer.get("begin") >= 20);
    }

    private static Surroundings handlerWith(Map<String, String> variables) {
        return new Surroundings(new Given(variables));
    }

    private static APIGatewayV2HTTPEvent asking(Map<String, String> query) {
        var http = RequestContext.Http.builder().withSourceIp("203.0.113.7").build();
        return APIGatewayV2HTTPEvent.builder()
                .withQueryStringParameters(query)
                .withRequestContext(RequestContext.builder().withHttp(http).build())
                .build();
    }
}
