package com.example.springboot3;

import java.math.BigDecimal;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Adds up orders, after {@code ?hold=} milliseconds so that other environments get work too, and
 * names its instance in {@code X-Instance}.
 */
@SpringBootApplication
@RestController
public class Orders {

    record Order(String item, int quantity, BigDecimal price) {}

    record Receipt(String item, BigDecimal total) {}

    private final String instance = Long.toHexString(ThreadLocalRandom.current().nextLong());

    @PostMapping("/orders")
    ResponseEntity<Receipt> order(
            @RequestBody Order order, @RequestParam(defaultValue = "0") long hold)
            throws InterruptedException {
        Thread.sleep(hold);
        BigDecimal total = order.price().multiply(BigDecimal.valueOf(order.quantity()));
        return ResponseEntity.ok()
                .header("X-Instance", instance)
                .body(new Receipt(order.item(), total));
    }
}
