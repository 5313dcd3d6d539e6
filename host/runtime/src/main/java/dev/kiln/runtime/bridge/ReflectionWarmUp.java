package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.annotation.JacksonStdImpl;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.deser.std.StringDeserializer;

/**
 * Makes what the JDK makes anew in each process for the first bean that Jackson reads or writes,
 * and no archive keeps: classes for annotations, and code for calls of methods by reflection. It
 * initialises no class of Jackson's, which the function's own thread does at the same time.
 */
final class ReflectionWarmUp {

    private ReflectionWarmUp() {}

    static void run() {
        try {
            // Jackson looks at the annotations of annotations too.
            var _ = Deprecated.class.getAnnotations();
            var setter = Bean.class.getMethod("setText", String.class);
            var _ = setter.getAnnotations();
            var _ = StringDeserializer.class.getAnnotation(JacksonStdImpl.class);
            var bean = new Bean();
            var _ = setter.invoke(bean, "");
            // An argument that is an interface is passed on in another way.
            var _ = Bean.class.getMethod("setCharacters", CharSequence.class).invoke(bean, "");
            var _ = Bean.class.getMethod("withText", String.class).invoke(bean, "");
            var _ = Bean.class.getMethod("getText").invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a method of each shape that beans have. */
    public static final class Bean {

        private String text = "";

        public String getText() {
            return text;
        }

        /**
         * @deprecated as some of those in AWS's events are: the annotation is what matters here
         */
        @Deprecated
        public void setText(String text) {
            this.text = text;
        }

        public void setCharacters(CharSequence characters) {
            this.text = characters.toString();
        }

        public Bean withText(String text) {
            this.text = text;
            return this;
        }
    }
}
