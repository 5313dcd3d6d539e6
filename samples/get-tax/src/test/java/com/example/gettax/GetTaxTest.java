package com.example.gettax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetTaxTest {

    private final GetTax handler = new GetTax();

    @ParameterizedTest
    @CsvSource({
        "100,       DE, false, 19.00, 119.00",
        "100.00,    DE, true,   7.00, 107.00",
        "0.1000,    FR, true,   0.01,   0.11",
        "0.50,      NL, true,   0.05,   0.55",
        "0,         DK, true,   0.00,   0.00",
        "999999999, AT, false, 199999999.80, 1199999998.80"
    })
    void the_tax_is_exact_to_the_cent(
            BigDecimal amount, String country, boolean reduced, BigDecimal tax, BigDecimal gross) {
        var request = request(amount, country);
        request.setReduced(reduced);

        var statement = handler.handleRequest(request, null);

        assertEquals(tax, statement.getTax());
        assertEquals(gross, statement.getGross());
    }

    @ParameterizedTest
    @CsvSource(
            // The messages have single quotes of their own.
            quoteCharacter = '`',
            value = {
                ",           DE, 'amount' is missing",
                "-0.01,      DE, 'amount' is out of range",
                "1E+9000000, DE, 'amount' is out of range",
                "0.005,      DE, 'amount' has fractions of a cent",
                "1.00,       XX, 'country' is not one of",
                "1.00,         , 'country' is not one of"
            })
    void a_request_that_cannot_be_taxed_is_told_why(
            BigDecimal amount, String country, String reason) {
        var request = request(amount, country);

        var error =
                assertThrows(
                        IllegalArgumentException.class, () -> handler.handleRequest(request, null));

        assertTrue(error.getMessage().startsWith(reason), error.getMessage());
    }

    @Test
    void the_rate_is_part_of_the_statement() {
        var request = request(new BigDecimal("12"), "IT");

        var statement = handler.handleRequest(request, null);

        assertEquals(new BigDecimal("12.00"), statement.getNet());
        assertEquals(new BigDecimal("22"), statement.getPercent());
    }

    private static TaxRequest request(BigDecimal amount, String country) {
        var request = new TaxRequest();
        request.setAmount(amount);
        request.setCountry(country);
        return request;
    }
}
