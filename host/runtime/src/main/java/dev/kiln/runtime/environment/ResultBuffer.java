package dev.kiln.runtime.environment;

/** What a handler writes into. */
final class ResultBuffer {

    private ResultBuffer() {}

    /**
     * Keeps a result up to the limit and counts the rest. Named and derived so because functions
     * cast their stream to the JDK's class of this name, and print its simple name.
     */
    static final class ByteArrayOutputStream extends java.io.ByteArrayOutputStream {

        private final int limit;
        private boolean exceeded;

        /**
         * @param expected length of the result: of just this length it is given away uncopied
         */
        ByteArrayOutputStream(int limit, int expected) {
            super(expected);
            this.limit = limit;
        }

        @Override
        public synchronized void write(int b) {
            if (fits(1)) {
                super.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (fits(length)) {
                super.write(bytes, offset, length);
            }
        }

        @Override
        public synchronized void reset() {
            super.reset();
            exceeded = false;
        }

        /** The result; what somebody still writes afterwards is none of it. */
        synchronized byte[] take() {
            if (count < buf.length) {
                return toByteArray();
            }
            var result = buf;
            buf = new byte[32];
            count = 0;
            return result;
        }

        synchronized boolean exceeded() {
            return exceeded;
        }

        private boolean fits(int length) {
            exceeded |= length > limit - count;
            return !exceeded;
        }
    }
}
