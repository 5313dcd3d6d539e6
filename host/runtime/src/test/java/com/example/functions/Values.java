package com.example.functions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handlers that give back the value they get. */
public class Values {

    public @Nullable String text(@Nullable String value) {
        return value;
    }

    public @Nullable Map<String, Object> map(@Nullable Map<String, Object> value) {
        return value;
    }

    public @Nullable Object anything(@Nullable Object value) {
        return value;
    }

    public @Nullable Integer integer(@Nullable Integer value) {
        return value;
    }

    public @Nullable BigInteger bigInteger(@Nullable BigInteger value) {
        return value;
    }

    public @Nullable BigDecimal bigDecimal(@Nullable BigDecimal value) {
        return value;
    }

    public @Nullable List<List<Object>> lists(@Nullable List<List<Object>> value) {
        return value;
    }

    public @Nullable Bean bean(@Nullable Bean value) {
        return value;
    }

    /** The simplest of beans. */
    public static class Bean {
        public @Nullable String text;
        public int number;
        public double fraction;
        public @Nullable BigInteger big;
        public @Nullable Bean inner;
    }
}
