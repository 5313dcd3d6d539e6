package com.example.surroundings;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells where it runs and from when to when. With {@code ?wait=MILLIS} it takes so long; {@code
 * ?variables=A,B} asks what variables hold, which it answers with SHA-256 sums.
 */
public final class Surroundings
        implements RequestHandler<APIGatewayV2HTTPEvent, Map<String, Object>> {

    private final Given given;

    public Surroundings() {
        this(new Given(System.getenv()));
    }

    Surroundings(Given given) {
        this.given = given;
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        Map<String, String> query =
                event.getQueryStringParameters() == null
                        ? Map.of()
                        : event.getQueryStringParameters();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("pod", given.value("HOSTNAME"));
        answer.put("revision", given.value("K_REVISION"));
        answer.put("sourceIp", event.getRequestContext().getHttp().getSourceIp());
        answer.put("begin", Instant.now().toEpochMilli());
        try {
            Thread.sleep(Long.parseLong(query.getOrDefault("wait", "0")));
            answer.put("sha256", given.sums(query.getOrDefault("variables", "")));
            answer.put("role", given.value("AWS_ROLE_ARN"));
            answer.put("tokenClaims", given.claims("AWS_WEB_IDENTITY_TOKEN_FILE"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException e) {
            throw new IllegalStateException("A file that a variable names cannot be read", e);
        }
        answer.put("end", Instant.now().toEpochMilli());
        return answer;
    }
}
