package dev.kiln.runtime.deployment;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Source text of a function, compiled as its author's build would. */
public final class Sources {

    /** The release that most functions are built for. */
    public static final int USUAL_RELEASE = 17;

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile(
                    "(?m)^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)");

    /**
     * Base class of most functions here, compiled beside them: event and answer are plain text, so
     * that no environment spends its start on JSON.
     */
    static final String TEXT_FUNCTION =
            """
            package fn;

            import com.amazonaws.services.lambda.runtime.*;
            import java.io.*;
            import java.nio.charset.StandardCharsets;

            public abstract class TextFunction implements RequestStreamHandler {
                protected abstract Object answer(String event) throws Exception;

                @Override
                public final void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
                    try {
                        String event = new String(readAll(in), StandardCharsets.UTF_8);
                        out.write(String.valueOf(answer(event)).getBytes(StandardCharsets.UTF_8));
                    } catch (Exception e) {
                        TextFunction.<RuntimeException>rethrow(e);
                    }
                }

                @SuppressWarnings("unchecked")
                private static <E extends Exception> void rethrow(Exception e) throws E {
                    throw (E) e;
                }

                protected static byte[] readAll(InputStream in) throws IOException {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    for (int b = in.read(); b >= 0; b = in.read()) {
                        all.write(b);
                    }
                    return all.toByteArray();
                }

                protected static String read(InputStream in) throws IOException {
                    if (in == null) {
                        return "none";
                    }
                    try (InputStream closed = in) {
                        return new String(readAll(closed), StandardCharsets.UTF_8);
                    }
                }
            }
            """;

    private Sources() {}

    /**
     * Writes class files into the folder, which is on the class path itself.
     *
     * @param libraries further jars and folders; AWS's core library is always there
     */
    public static void compile(
            Path folder, int release, List<Path> libraries, List<String> sources) {
        var classPath = new ArrayList<Path>(libraries);
        classPath.add(folder);
        classPath.add(Origin.of("com/amazonaws/services/lambda/runtime/Context.class"));
        var messages = new StringWriter();
        var options =
                List.of(
                        "-d",
                        folder.toString(),
                        "--release",
                        Integer.toString(release),
                        "-Xlint:none",
                        "-proc:none",
                        "-cp",
                        classPath.stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(java.io.File.pathSeparator)));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                options,
                                null,
                                sources.stream().map(Text::new).toList())
                        .call();
        if (!compiled) {
            throw new AssertionError("The test's function does not compile:\n" + messages);
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(
                    URI.create("string:///" + nameIn(text).replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static String nameIn(String text) {
        var type = TYPE.matcher(text);
        if (!type.find()) {
            throw new AssertionError("No type at the start of a line in:\n" + text);
        }
        var folder = PACKAGE.matcher(text);
        return folder.find() ? folder.group(1) + "." + type.group(1) : type.group(1);
    }
}
