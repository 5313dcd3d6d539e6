package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what the event says, where and how it says. */
public class Logs implements RequestHandler<List<Logs.Entry>, Integer> {
    public enum Way {
        LOGGER,
        LOGGER_BYTES,
        LOGGER_LEVEL,
        LOGGER_BYTES_LEVEL,
        OUT_PRINT,
        OUT_PRINTLN,
        OUT_FORMAT,
        OUT_WRITE,
        OUT_APPEND,
        ERR_PRINT,
        ERR_PRINTLN,
        ERR_WRITE
    }

    public static class Entry {
        public Way way;
        public LogLevel level;
        public String text;
    }

    @Override
    public Integer handleRequest(List<Entry> entries, Context context) {
        int written = 0;
        if (entries != null) {
            for (Entry entry : entries) {
                if (entry != null && entry.way != null) {
                    write(entry, context.getLogger());
                    written++;
                }
            }
        }
        return written;
    }

    private static void write(Entry entry, LambdaLogger logger) {
        LogLevel level = entry.level == null ? LogLevel.UNDEFINED : entry.level;
        byte[] bytes = entry.text == null ? null : entry.text.getBytes(StandardCharsets.UTF_8);
        switch (entry.way) {
            case LOGGER:
                logger.log(entry.text);
                break;
            case LOGGER_BYTES:
                logger.log(bytes);
                break;
            case LOGGER_LEVEL:
                logger.log(entry.text, level);
                break;
            case LOGGER_BYTES_LEVEL:
                logger.log(bytes, level);
                break;
            case OUT_PRINT:
                System.out.print(entry.text);
                break;
            case OUT_PRINTLN:
                System.out.println(entry.text);
                break;
            case OUT_FORMAT:
                System.out.printf("%s|%5d%n", entry.text, level.ordinal());
                break;
            case OUT_WRITE:
                raw(System.out, bytes);
                break;
            case OUT_APPEND:
                System.out.append(entry.text).append('c').flush();
                break;
            case ERR_PRINT:
                System.err.print(entry.text);
                break;
            case ERR_PRINTLN:
                System.err.println(entry.text);
                break;
            default:
                raw(System.err, bytes);
                break;
        }
    }

    private static void raw(PrintStream stream, byte[] bytes) {
        if (bytes != null) {
            for (byte b : bytes) {
                stream.write(b);
            }
            stream.write(bytes, 0, bytes.length / 2);
        }
    }
}
