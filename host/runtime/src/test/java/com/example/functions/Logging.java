package com.example.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Logger;

/** Handlers that write to their log in all ways. */
public class Logging {

    public Logging() {
        LambdaRuntime.getLogger().log("constructed\n");
    }

    /** Prints the event as it is. */
    public void print(InputStream event) {
        System.out.print(Text.of(event));
    }

    public void printToErr(InputStream event) {
        System.err.print(Text.of(event));
    }

    public void log(InputStream event, Context context) {
        context.getLogger().log(Text.of(event));
    }

    /** One record per level, and bytes. */
    public void levels(Context context) {
        var logger = context.getLogger();
        for (var level : LogLevel.values()) {
            logger.log(level.name().toLowerCase(java.util.Locale.ROOT) + "\n", level);
        }
        logger.log("bytes\n".getBytes(StandardCharsets.UTF_8), LogLevel.INFO);
        logger.log("no level\n");
    }

    /** From the invocation's thread, a thread of its own, and one of the JVM's. */
    public void onThreads(InputStream event, Context context) throws Exception {
        context.getLogger().log("on the invocation's thread");
        run(() -> context.getLogger().log("on a thread of its own"));
        run(() -> System.out.println("printed on a thread of its own"));
        ForkJoinPool.commonPool()
                .submit(() -> System.out.println("printed on a thread of the JVM's"))
                .get();
        run(() -> {
            Thread.currentThread().setContextClassLoader(null);
            System.out.println("printed on a thread without a loader");
        });
        run(() -> new IllegalStateException("printed by the JDK").printStackTrace());
    }

    private static void run(Runnable work) throws InterruptedException {
        var thread = new Thread(work);
        thread.start();
        thread.join();
    }

    /** What the JDK's own logging prints goes to System.err. */
    public void logWithTheJdk(InputStream event) {
        Logger.getLogger(Logging.class.getName()).warning(Text.of(event));
    }

    /** Many lines, all with the word of the event, in all ways. */
    public void chatter(InputStream event, OutputStream result, Context context) {
        var word = Text.of(event);
        for (int i = 0; i < 100; i++) {
            System.out.println(word + " println " + i);
            System.out.printf("%s printf %d%n", word, i);
            System.out.print(word + " print ");
            System.out.println(i);
            context.getLogger().log(word + " log " + i + "\n");
            System.err.println(word + " err " + i);
        }
        Text.write(result, word);
    }

    /** The characters of the event one by one, halves of pairs included. */
    public void charByChar(InputStream event) {
        for (var c : Text.of(event).toCharArray()) {
            System.out.print(c);
        }
        System.out.println();
    }

    /** All methods of a print stream. */
    public void everyMethod() throws Exception {
        var out = System.out;
        out.print(true);
        out.print('c');
        out.print(1);
        out.print(2L);
        out.print(3.5f);
        out.print(4.5d);
        out.print(new char[] {'x', 'y'});
        out.print((Object) null);
        out.print((String) null);
        out.println();
        out.println(true);
        out.println('c');
        out.println(1);
        out.println(2L);
        out.println(3.5f);
        out.println(4.5d);
        out.println(new char[] {'x', 'y'});
        out.println((Object) null);
        out.println((String) null);
        out.append("appended").append('!').append("012345", 1, 3).println();
        out.format("%05d|", 42).printf("%s%n", "formatted");
        out.format(java.util.Locale.GERMANY, "%.1f%n", 1.5);
        out.write('w');
        out.write(new byte[] {'r', 'i'});
        out.write(new byte[] {'-', 't', 'e', '-'}, 1, 2);
        out.writeBytes(new byte[] {'\n'});
        out.flush();
    }
}
