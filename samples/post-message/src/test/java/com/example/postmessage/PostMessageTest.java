package com.example.postmessage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostMessageTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void a_message_is_logged_in_one_line() {
        var message = message("zoë", "Hello\r\nSTART of nothing");
        message.setFrom("kim");

        new PostMessage().post(message, context);

        assertEquals(
                List.of("INFO Message for zoë from kim: Hello START of nothing"), context.lines());
    }

    @Test
    void a_message_without_text_is_a_warning() {
        var message = message("zoë", null);

        new PostMessage().post(message, context);

        assertEquals(List.of("WARN Empty message for zoë"), context.lines());
    }

    @Test
    void a_message_for_nobody_is_an_error() {
        var message = message(" ", "Hello");

        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new PostMessage().post(message, context));

        assertEquals("The message has no receiver; set 'to'.", error.getMessage());
    }

    private static Message message(String to, String text) {
        var message = new Message();
        message.setTo(to);
        message.setText(text);
        return message;
    }
}
