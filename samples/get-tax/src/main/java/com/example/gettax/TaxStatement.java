package com.example.gettax;

import java.math.BigDecimal;

/** The amounts of a bill; {@code net} and {@code tax} make {@code gross}. */
public final class TaxStatement {

    private final BigDecimal net;
    private final BigDecimal percent;
    private final BigDecimal tax;
    private final BigDecimal gross;

    TaxStatement(BigDecimal net, BigDecimal percent, BigDecimal tax, BigDecimal gross) {
        this.net = net;
        this.percent = percent;
        this.tax = tax;
        this.gross = gross;
    }

    public BigDecimal getNet() {
        return net;
    }

    public BigDecimal getPercent() {
        return percent;
    }

    public BigDecimal getTax() {
        return tax;
    }

    public BigDecimal getGross() {
        return gross;
    }
}
