package dev.kiln.server.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Keys of OpenTelemetry's conventions for functions, which are still in development: the stable
 * ones come from its library.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/">conventions</a>
 */
final class FunctionAttributes {

    static final AttributeKey<String> NAME = AttributeKey.stringKey("faas.name");
    static final AttributeKey<String> VERSION = AttributeKey.stringKey("faas.version");
    static final AttributeKey<String> INVOCATION_ID = AttributeKey.stringKey("faas.invocation_id");
    static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("faas.trigger");
    static final AttributeKey<Boolean> COLD_START = AttributeKey.booleanKey("faas.coldstart");
    static final AttributeKey<Long> MAX_MEMORY = AttributeKey.longKey("faas.max_memory");
    static final AttributeKey<String> RESOURCE_ID = AttributeKey.stringKey("cloud.resource_id");
    static final AttributeKey<String> INVOKED_ARN =
            AttributeKey.stringKey("aws.lambda.invoked_arn");

    /** Ours, in seconds. */
    static final AttributeKey<Double> QUEUE_WAIT = AttributeKey.doubleKey("kiln.queue.wait");

    static final AttributeKey<Double> INIT_DURATION = AttributeKey.doubleKey("kiln.init.duration");

    private FunctionAttributes() {}
}
