package conformance;

import java.util.ArrayList;
import java.util.List;

/** Members that the mapper may or may not see. */
public class Hidden extends Echo<Hidden.Members> {
    public static class Members {
        public static String shared = "static";
        public final String fixed;
        public final List<String> grown = new ArrayList<>();
        public transient String passing = "transient";
        public volatile int fickle;
        protected String guarded = "protected";
        String local = "package";
        private String secret = "private";
        private String readOnly = "read only";
        private String writeOnly;
        private String privateSetter = "initial";
        private final List<String> onlyRead = new ArrayList<>(List.of("a"));

        public Members() {
            fixed = "f".repeat(2);
        }

        public String getReadOnly() {
            return readOnly;
        }

        public void setWriteOnly(String writeOnly) {
            this.writeOnly = writeOnly;
        }

        public String getPrivateSetter() {
            return privateSetter;
        }

        private void setPrivateSetter(String value) {
            privateSetter = value + " (private)";
        }

        public List<String> getOnlyRead() {
            return onlyRead;
        }

        public String getComputed() {
            return secret.length() + guarded + local;
        }

        public void setTwo(String one, String two) {
            secret = one + two;
        }
    }

    /** Cannot be made by the mapper. */
    public static class Immutable {
        private final String name;
        private final int size;

        public Immutable(String name, int size) {
            this.name = name;
            this.size = size;
        }

        public String getName() {
            return name;
        }

        public int getSize() {
            return size;
        }
    }

    public static class OfImmutable extends Echo<Immutable> {}

    public class Inner {
        public String name;
    }

    public static class OfInner extends Echo<Inner> {}
}
