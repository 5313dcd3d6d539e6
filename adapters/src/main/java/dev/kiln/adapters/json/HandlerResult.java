package dev.kiln.adapters.json;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.MalformedResultException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a handler wrote, as far as gateways look into it. */
public sealed interface HandlerResult {

    /**
     * A JSON string.
     *
     * @param utf8 without quotes and escapes
     */
    record Text(byte[] utf8) implements HandlerResult {}

    /** Any other JSON that is no object. */
    record OtherJson() implements HandlerResult {}

    /** No JSON, or more than one value, or nothing. */
    record NotJson() implements HandlerResult {}

    /**
     * A JSON object. Of a key that occurs twice the last one counts.
     *
     * @param hasStatus whether the key {@code statusCode} is there, be it null
     * @param headers in the result's spelling, null values left out
     * @param suppressesContentType whether {@code headers} has a content type of null
     * @param hasMultiValueHeaders whether that key is there and not null, be it read or not
     * @param body as UTF-8; empty if it is missing or null
     * @param statusDescription "" if it is missing or no string
     * @param fault the first rule that the object breaks; what was read is then incomplete
     */
    record Structured(
            boolean hasStatus,
            OptionalInt status,
            List<HeaderField> headers,
            boolean suppressesContentType,
            boolean hasMultiValueHeaders,
            Map<String, List<String>> multiValueHeaders,
            List<String> cookies,
            byte[] body,
            boolean base64,
            String statusDescription,
            Optional<String> fault)
            implements HandlerResult {

        /**
         * @throws MalformedResultException if the object breaks a rule of its format
         */
        public void requireNoFault() throws MalformedResultException {
            if (fault.isPresent()) {
                throw new MalformedResultException(fault.get());
            }
        }

        /**
         * The bytes that the body holds as Base64.
         *
         * @throws MalformedResultException if it is no Base64
         */
        public byte[] decoded() throws MalformedResultException {
            try {
                return Base64.getDecoder().decode(body);
            } catch (IllegalArgumentException _) {
                throw new MalformedResultException(
                        "The body is marked as Base64, but it is not: the standard alphabet"
                                + " without line breaks is expected.");
            }
        }
    }
}
