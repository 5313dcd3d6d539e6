package com.example.imagegreyscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageGreyscaleTest {

    private final ImageGreyscale handler = new ImageGreyscale();

    @Test
    void a_rainbow_loses_its_colours_and_keeps_its_brightness() throws IOException {
        String rainbow;
        try (var file = ImageGreyscaleTest.class.getResourceAsStream("/rainbow.png")) {
            rainbow = Base64.getEncoder().encodeToString(file.readAllBytes());
        }

        var result = handler.handleRequest(Map.of("image", rainbow), null);

        var grey = decoded(result.get("image"));
        assertEquals(1, grey.getRaster().getNumBands());
        assertEquals(54, grey.getRaster().getSample(0, 0, 0), "red");
        assertEquals(182, grey.getRaster().getSample(0, 16, 0), "green");
        assertEquals(18, grey.getRaster().getSample(0, 24, 0), "blue");
    }

    @Test
    void transparency_stays() throws IOException {
        var picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x80ff0000);

        var result = handler.handleRequest(Map.of("image", encoded(picture)), null);

        var grey = decoded(result.get("image"));
        assertEquals(0x80363636, grey.getRGB(0, 0));
        assertEquals(0, grey.getRGB(1, 0) >>> 24);
    }

    @Test
    void a_request_gets_a_binary_response() throws IOException {
        var picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        var event = request(encoded(picture), true);

        var response = handler.handleRequest(event, null);

        assertEquals(200, response.get("statusCode"));
        assertEquals(Map.of("Content-Type", "image/png"), response.get("headers"));
        assertEquals(true, response.get("isBase64Encoded"));
        assertEquals(3, decoded(response.get("body")).getWidth());
    }

    @Test
    void a_request_with_something_else_is_a_bad_request() {
        var event = request(Base64.getEncoder().encodeToString("no picture".getBytes()), true);

        var response = handler.handleRequest(event, null);

        assertEquals(400, response.get("statusCode"));
        assertEquals("That is no PNG, JPEG, GIF or BMP.\n", response.get("body"));
    }

    @Test
    void a_request_with_text_is_told_how_to_send_a_picture() {
        var event = request("aGVsbG8=", false);

        var response = handler.handleRequest(event, null);

        assertEquals(400, response.get("statusCode"));
        assertTrue(response.get("body").toString().contains("image/png"));
    }

    @Test
    void a_damaged_picture_is_an_error() throws IOException {
        var whole = encoded(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
        Map<String, Object> event = Map.of("image", whole.substring(0, 80));

        var error =
                assertThrows(
                        IllegalArgumentException.class, () -> handler.handleRequest(event, null));

        assertTrue(error.getMessage().startsWith("The picture is damaged"));
    }

    @Test
    void a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() throws IOException {
        var picture = new BufferedImage(16_000, 1_001, BufferedImage.TYPE_BYTE_BINARY);
        Map<String, Object> event = Map.of("image", encoded(picture));

        var error =
                assertThrows(
                        IllegalArgumentException.class, () -> handler.handleRequest(event, null));

        assertEquals("The picture has 16016000 pixels; 16000000 are taken.", error.getMessage());
    }

    private static Map<String, Object> request(String body, boolean base64) {
        return Map.of("requestContext", Map.of(), "body", body, "isBase64Encoded", base64);
    }

    private static String encoded(BufferedImage picture) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static BufferedImage decoded(Object base64) throws IOException {
        var png = Base64.getDecoder().decode((String) base64);
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
