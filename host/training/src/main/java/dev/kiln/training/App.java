package dev.kiln.training;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The application, with Spring Boot's ordinary auto-configuration. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class App {}
