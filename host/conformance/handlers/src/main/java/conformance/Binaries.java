package conformance;

import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;

/** Bytes, and small classes that are written as text. */
public class Binaries extends Echo<Binaries.Mixed> {
    public static class Mixed {
        public byte[] bytes;
        public ByteBuffer buffer;
        public char[] chars;
        public List<byte[]> chunks;
        public Map<String, ByteBuffer> named;
        public UUID uuid;
        public URI uri;
        public Locale locale;
        public Currency currency;
        public Charset charset;
        public TimeZone timeZone;
        public Pattern pattern;
        public BigInteger big;
        public StringBuilder text;
    }
}
