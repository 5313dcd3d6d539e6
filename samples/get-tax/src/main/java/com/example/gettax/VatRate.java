package com.example.gettax;

import java.math.BigDecimal;
import java.util.Arrays;

/** The countries whose tax is known, with their standard and reduced rate in percent. */
enum VatRate {
    AT("20", "10"),
    DE("19", "7"),
    DK("25", "25"),
    FR("20", "5.5"),
    IT("22", "10"),
    NL("21", "9");

    private final BigDecimal standard;
    private final BigDecimal reduced;

    VatRate(String standard, String reduced) {
        this.standard = new BigDecimal(standard);
        this.reduced = new BigDecimal(reduced);
    }

    static VatRate of(String country) {
        for (VatRate rate : values()) {
            if (rate.name().equals(country)) {
                return rate;
            }
        }
        throw new IllegalArgumentException(
                "'country' is not one of " + Arrays.toString(values()) + ".");
    }

    BigDecimal percent(boolean reducedRate) {
        return reducedRate ? reduced : standard;
    }
}
