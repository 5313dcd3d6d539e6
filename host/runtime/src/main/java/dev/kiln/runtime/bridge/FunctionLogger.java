package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import dev.kiln.runtime.seam.HostServices;
import dev.kiln.runtime.seam.InvocationContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** AWS's {@code LambdaLogger}: text as it is, or one JSON object per record. */
public final class FunctionLogger implements LambdaLogger {

    private final HostServices host;
    private final LogFormat logFormat;
    private final LogLevel minimum;
    // A thread that the function starts has no request id, as on AWS.
    private static final ThreadLocal<@Nullable InvocationContext> CURRENT = new ThreadLocal<>();

    FunctionLogger(HostServices host, boolean json, LogLevel minimum) {
        this.host = host;
        this.logFormat = json ? LogFormat.JSON : LogFormat.TEXT;
        this.minimum = minimum;
    }

    /** A function that returns its context as the result sees the logger as this one property. */
    public LogFormat getLogFormat() {
        return logFormat;
    }

    @Override
    public void log(@Nullable String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte @Nullable [] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(@Nullable String message, LogLevel level) {
        if (passes(level)) {
            var text =
                    logFormat == LogFormat.JSON
                            ? jsonLine(message, level)
                            : textLine(message, level);
            host.log(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void log(byte @Nullable [] message, LogLevel level) {
        if (passes(level)) {
            host.log(message == null ? "null".getBytes(StandardCharsets.UTF_8) : message);
        }
    }

    /** From now on JSON records of this thread carry the invocation's ids. */
    void begin(InvocationContext invocation) {
        if (logFormat == LogFormat.JSON) {
            CURRENT.set(invocation);
        }
    }

    void logNotice(String text) {
        log(text, logFormat == LogFormat.JSON ? LogLevel.INFO : LogLevel.UNDEFINED);
    }

    void logFailure(String text) {
        log(text, logFormat == LogFormat.JSON ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    private boolean passes(LogLevel level) {
        return level == LogLevel.UNDEFINED || level.compareTo(minimum) >= 0;
    }

    private static String textLine(@Nullable String message, LogLevel level) {
        return level == LogLevel.UNDEFINED ? String.valueOf(message) : "[" + level + "] " + message;
    }

    private String jsonLine(@Nullable String message, LogLevel level) {
        var invocation = CURRENT.get();
        var line =
                new JsonLine(
                        JsonLine.TIME.format(Instant.now()),
                        message,
                        level,
                        invocation == null ? null : invocation.requestId(),
                        invocation == null ? null : invocation.tenantId());
        var out = new ByteArrayOutputStream();
        JsonLine.WRITER.toJson(line, out);
        return out.toString(StandardCharsets.UTF_8) + "\n";
    }

    /** A record in AWS's JSON log format; AWS's writer takes names and order from the fields. */
    @SuppressWarnings("UnusedVariable") // read by reflection
    private static final class JsonLine {

        static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                        .withZone(ZoneOffset.UTC);
        static final PojoSerializer<JsonLine> WRITER =
                GsonFactory.getInstance().getSerializer(JsonLine.class);

        private final String timestamp;
        private final @Nullable String message;
        private final LogLevel level;
        private final @Nullable String AWSRequestId;
        private final @Nullable String tenantId;

        JsonLine(
                String timestamp,
                @Nullable String message,
                LogLevel level,
                @Nullable String requestId,
                @Nullable String tenantId) {
            this.timestamp = timestamp;
            this.message = message;
            this.level = level;
            this.AWSRequestId = requestId;
            this.tenantId = tenantId;
        }
    }
}
