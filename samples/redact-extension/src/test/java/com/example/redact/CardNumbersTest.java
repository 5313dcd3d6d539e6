package com.example.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CardNumbersTest {

    private final CardNumbers cardNumbers = new CardNumbers();

    @Test
    void leaves_the_last_four_digits_of_a_card_number() {
        var redacted =
                cardNumbers
                        .redact()
                        .apply("{\"note\":\"4111 1111 1111 1234 or 5500-0000-0000-0004\"}");

        assertEquals("{\"note\":\"****1234 or ****0004\"}", redacted);
    }

    @Test
    void leaves_shorter_numbers_alone() {
        var order = "{\"order\":123456789012,\"total\":49.99}";

        assertEquals(order, cardNumbers.redact().apply(order));
    }
}
