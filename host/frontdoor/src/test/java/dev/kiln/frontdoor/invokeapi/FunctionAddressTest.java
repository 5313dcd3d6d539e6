package dev.kiln.frontdoor.invokeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionAddressTest {

    @Test
    void reads_names_partial_and_whole_arns() throws ApiException {
        assertThat(parse("orders")).isEqualTo(address("", "", "orders", ""));
        assertThat(parse("orders:PROD")).isEqualTo(address("", "", "orders", "PROD"));
        assertThat(parse("123456789012:function:orders"))
                .isEqualTo(address("", "123456789012", "orders", ""));
        assertThat(parse("arn:aws:lambda:eu-west-3:123456789012:function:orders:7"))
                .isEqualTo(address("eu-west-3", "123456789012", "orders", "7"));
        assertThat(parse("arn:aws-us-gov:lambda:us-gov-east-1:123456789012:function:o:$LATEST"))
                .isEqualTo(address("us-gov-east-1", "123456789012", "o", "$LATEST"));
    }

    @Test
    void takes_the_qualifier_from_the_parameter_too() throws ApiException {
        assertThat(FunctionAddress.parse("orders", Optional.of("7")).qualifier()).contains("7");
        assertThat(FunctionAddress.parse("orders:7", Optional.of("7")).qualifier()).contains("7");
    }

    @Test
    void counts_several_faults_in_one_message() {
        assertThatThrownBy(() -> FunctionAddress.parse("a b", Optional.of("q".repeat(129) + "!")))
                .hasMessageContaining("3 validation errors detected: Value 'a b' at 'functionName'")
                .hasMessageContaining("; Value 'qqq")
                .hasMessageContaining("length less than or equal to 128; Value");
    }

    @Test
    void refuses_a_name_that_is_too_long() {
        assertThatThrownBy(() -> FunctionAddress.parse("a".repeat(257), Optional.empty()))
                .hasMessageContaining("Member must have length less than or equal to 256");
    }

    @Test
    void refuses_an_empty_qualifier() {
        assertThatThrownBy(() -> FunctionAddress.parse("orders", Optional.of("")))
                .hasMessageContaining("Member must have length greater than or equal to 1");
    }

    private static FunctionAddress parse(String name) throws ApiException {
        return FunctionAddress.parse(name, Optional.empty());
    }

    private static FunctionAddress address(
            String region, String account, String name, String qualifier) {
        return new FunctionAddress(
                unlessEmpty(region), unlessEmpty(account), name, unlessEmpty(qualifier));
    }

    private static Optional<String> unlessEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
