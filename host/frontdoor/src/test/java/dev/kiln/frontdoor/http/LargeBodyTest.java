package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Binary bodies of a size that just fits into the 6 MB of an event or a result, which they enter as
 * Base64, and of one that does not.
 */
class LargeBodyTest {

    private static final String EVENT = "com.example.cases.event";
    private static final String ANSWER = "com.example.cases.answer";
    private static final int FITS = 4_700_000;
    private static final int TOO_MUCH = 4_720_000;

    private static final FrontDoor DOOR =
            Doors.openReal(
                    Doors.onAnyPort(),
                    Map.of(),
                    "handler",
                    "com.example.cases.Prepared",
                    "payload-kind",
                    "http-v2");

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @AfterEach
    void forget() {
        System.clearProperty(EVENT);
        System.clearProperty(ANSWER);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void an_upload_arrives_byte_for_byte(Caller caller) {
        System.setProperty(ANSWER, "{\"statusCode\":201}");
        var form = bytes(FITS);

        var reply = upload(caller, form);

        assertThat(reply.status()).isEqualTo(201);
        var event = JsonText.parse(System.getProperty(EVENT).getBytes(ISO_8859_1));
        assertThat(JsonText.at(event, "isBase64Encoded")).isEqualTo(true);
        assertThat(Base64.getDecoder().decode((String) JsonText.at(event, "body"))).isEqualTo(form);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void an_upload_whose_event_would_be_too_long_is_refused(Caller caller) {
        System.setProperty(ANSWER, "{\"statusCode\":201}");

        var reply = upload(caller, bytes(TOO_MUCH));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(System.getProperty(EVENT)).isNull();
    }

    private static Caller.Reply upload(Caller caller, byte[] form) {
        return caller.send(
                DOOR.port(),
                "POST",
                "/",
                Map.of("content-type", "multipart/form-data; boundary=x"),
                form);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void a_download_leaves_byte_for_byte(Caller caller) {
        var image = bytes(FITS);
        System.setProperty(ANSWER, result(image));

        var reply = caller.get(DOOR.port(), "/");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-length")).contains(Integer.toString(FITS));
        assertThat(reply.body()).isEqualTo(image);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void a_download_whose_result_is_too_long_is_the_functions_error(Caller caller) {
        System.setProperty(ANSWER, result(bytes(TOO_MUCH)));

        var reply = caller.get(DOOR.port(), "/");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    private static String result(byte[] body) {
        return "{\"statusCode\":200,\"headers\":{\"content-type\":\"image/png\"},"
                + "\"isBase64Encoded\":true,\"body\":\""
                + Base64.getEncoder().encodeToString(body)
                + "\"}";
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
