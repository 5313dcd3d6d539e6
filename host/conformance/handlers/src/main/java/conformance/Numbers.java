package conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Every kind of number, with its limits. */
public class Numbers extends Echo<Numbers.All> {
    public static class All {
        public byte aByte;
        public short aShort;
        public int anInt;
        public long aLong;
        public float aFloat;
        public double aDouble;
        public boolean aBoolean;
        public char aChar;
        public Byte boxedByte;
        public Short boxedShort;
        public Integer boxedInt;
        public Long boxedLong;
        public Float boxedFloat;
        public Double boxedDouble;
        public Boolean boxedBoolean;
        public Character boxedChar;
        public BigInteger bigInteger;
        public BigDecimal bigDecimal;
        public Number any;
        public AtomicInteger atomicInteger;
        public AtomicLong atomicLong;
        public AtomicBoolean atomicBoolean;
        public int[] ints;
        public double[][] matrix;
        public Map<Integer, Long> byInt;
        public List<Float> floats;
    }
}
