package dev.kiln.frontdoor.invokeapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the mobile SDKs say of themselves, in a header. */
final class ClientContext {

    /** In the API's reference: bytes of Base64. */
    private static final int LONGEST = 3583;

    private ClientContext() {}

    /** The JSON object in the header's value. */
    static String decode(String header) throws ApiException {
        if (header.length() <= LONGEST) {
            try {
                var json = Base64.getDecoder().decode(header);
                if (isObject(json)) {
                    return new String(json, StandardCharsets.UTF_8);
                }
            } catch (IllegalArgumentException _) {
                // Not Base64: the same answer.
            }
        }
        throw new ApiException(
                ApiError.invalidContent(
                        "Client context must be a valid Base64-encoded JSON object."));
    }

    private static boolean isObject(byte[] json) {
        for (var b : json) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b == '{' && JsonCheck.problemWith(json).isEmpty();
            }
        }
        return false;
    }
}
