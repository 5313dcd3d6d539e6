package dev.kiln.adapters;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads events and writes results as AWS's Java runtime does. */
public final class LambdaJson {

    /** As the runtime does, which makes one and keeps it. */
    private static final Map<Class<?>, PojoSerializer<?>> SERIALIZERS = new ConcurrentHashMap<>();

    private LambdaJson() {}

    /** What every HTTP event says, whatever its class. */
    record Seen(
            @Nullable String method,
            @Nullable String path,
            @Nullable String body,
            boolean base64,
            Map<String, ?> headers) {

        byte[] bytes() {
            if (body == null) {
                return new byte[0];
            }
            return base64
                    ? Base64.getDecoder().decode(body)
                    : body.getBytes(StandardCharsets.UTF_8);
        }
    }

    static Seen read(PayloadKind kind, byte[] event) {
        return switch (kind) {
            case REST_V1 -> {
                var read = read(APIGatewayProxyRequestEvent.class, event);
                yield new Seen(
                        read.getHttpMethod(),
                        read.getPath(),
                        read.getBody(),
                        read.getIsBase64Encoded(),
                        read.getMultiValueHeaders());
            }
            case HTTP_V2, FUNCTION_URL -> {
                var read = read(APIGatewayV2HTTPEvent.class, event);
                yield new Seen(
                        read.getRequestContext().getHttp().getMethod(),
                        read.getRawPath(),
                        read.getBody(),
                        read.getIsBase64Encoded(),
                        read.getHeaders());
            }
            case ALB, ALB_MULTI -> {
                var read = read(ApplicationLoadBalancerRequestEvent.class, event);
                yield new Seen(
                        read.getHttpMethod(),
                        read.getPath(),
                        read.getBody(),
                        read.getIsBase64Encoded(),
                        kind == PayloadKind.ALB ? read.getHeaders() : read.getMultiValueHeaders());
            }
            case RAW -> throw new IllegalArgumentException("A raw event has no class.");
        };
    }

    @SuppressWarnings("unchecked")
    static byte[] write(Object result) {
        var bytes = new ByteArrayOutputStream();
        ((PojoSerializer<Object>) serializer(result.getClass())).toJson(result, bytes);
        return bytes.toByteArray();
    }

    public static <T> T read(Class<T> type, byte[] event) {
        return serializer(type).fromJson(new ByteArrayInputStream(event));
    }

    @SuppressWarnings("unchecked")
    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return (PojoSerializer<T>) SERIALIZERS.computeIfAbsent(type, LambdaJson::make);
    }

    private static PojoSerializer<?> make(Class<?> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, LambdaJson.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
