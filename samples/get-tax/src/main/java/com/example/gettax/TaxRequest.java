package com.example.gettax;

import java.math.BigDecimal;

/** What is to be taxed, and where: {@code {"amount":100.00,"country":"DE","reduced":true}}. */
public final class TaxRequest {

    private BigDecimal amount;
    private String country;
    private boolean reduced;

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = country;
    }

    public boolean isReduced() {
        return reduced;
    }

    public void setReduced(boolean reduced) {
        this.reduced = reduced;
    }
}
