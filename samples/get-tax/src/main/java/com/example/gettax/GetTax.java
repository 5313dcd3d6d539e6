package com.example.gettax;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Computes the value added tax on a net amount, to the cent. */
public final class GetTax implements RequestHandler<TaxRequest, TaxStatement> {

    private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000");

    @Override
    public TaxStatement handleRequest(TaxRequest request, Context context) {
        BigDecimal net = checked(request.getAmount());
        BigDecimal rate = VatRate.of(request.getCountry()).percent(request.isReduced());
        BigDecimal tax = net.multiply(rate).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
        return new TaxStatement(net, rate, tax, net.add(tax));
    }

    private static BigDecimal checked(BigDecimal amount) {
        if (amount == null) {
            throw new IllegalArgumentException("'amount' is missing; give the net amount.");
        }
        if (amount.signum() < 0 || amount.compareTo(MAX_AMOUNT) > 0) {
            throw new IllegalArgumentException(
                    "'amount' is out of range; amounts from 0 to " + MAX_AMOUNT + " are taxed.");
        }
        // Trailing zeros are no fractions of a cent.
        if (amount.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException("'amount' has fractions of a cent; round it first.");
        }
        return amount.setScale(2);
    }
}
