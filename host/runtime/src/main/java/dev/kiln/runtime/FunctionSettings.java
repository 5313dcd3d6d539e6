package dev.kiln.runtime;

import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.LogFormat;
import dev.kiln.runtime.logging.LogLevelFilter;
import java.time.Duration;
import java.util.Map;

/**
 * What a function knows of itself, and what the host must know to run it.
 *
 * @param handler {@code package.Class::method} or {@code package.Class}, exactly as given; bad ones
 *     are the function's error
 * @param arn unqualified
 * @param memoryMegabytes shown to the function and in the REPORT line; does not limit anything
 * @param timeout longest run of one invocation
 * @param initTimeout longest initialisation; AWS allows 10 s
 * @param maxResultBytes a larger result is a {@code Function.ResponseSizeTooLarge} error
 * @param maxWaiting invocations that may wait for an environment; more are throttled
 * @param maxWait longest wait for an environment
 * @param printReports whether START, END and REPORT lines are written
 * @param variables the environment variables that the function sees
 */
public record FunctionSettings(
        String name,
        String version,
        String arn,
        String handler,
        DeploymentPackage code,
        int memoryMegabytes,
        Duration timeout,
        Duration initTimeout,
        int maxResultBytes,
        int maxWaiting,
        Duration maxWait,
        String logGroup,
        String logStream,
        LogFormat logFormat,
        LogLevelFilter logLevel,
        boolean printReports,
        Map<String, String> variables) {}
