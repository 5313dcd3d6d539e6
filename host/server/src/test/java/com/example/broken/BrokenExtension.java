package com.example.broken;

import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An extension whose bean cannot be made. */
@Configuration(proxyBeanMethods = false)
public class BrokenExtension {

    @Bean
    public Function<String, String> broken() {
        throw new IllegalStateException("The data source is not there");
    }
}
