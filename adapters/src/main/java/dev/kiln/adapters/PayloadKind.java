package dev.kiln.adapters;

/** The shape of the event that a request becomes, and of the result that becomes its response. */
public enum PayloadKind {
    /** API Gateway HTTP API, payload format 2.0. */
    HTTP_V2("http-v2"),
    /** API Gateway REST API, Lambda proxy integration. */
    REST_V1("rest-v1"),
    /** Lambda Function URL. */
    FUNCTION_URL("function-url"),
    /** Application Load Balancer with a function as its target. */
    ALB("alb"),
    /** The same with multi-value headers switched on. */
    ALB_MULTI("alb-multi"),
    /** Direct invocation: the body is the event. */
    RAW("raw");

    private final String settingValue;

    PayloadKind(String settingValue) {
        this.settingValue = settingValue;
    }

    /** The kind's name in settings. */
    public String settingValue() {
        return settingValue;
    }

    /**
     * @throws IllegalArgumentException if no kind has this name; the message lists those there are
     */
    public static PayloadKind parse(String text) {
        var allowed = new StringBuilder();
        for (var kind : values()) {
            if (kind.settingValue.equals(text)) {
                return kind;
            }
            allowed.append(allowed.isEmpty() ? "" : ", ").append(kind.settingValue);
        }
        throw new IllegalArgumentException(
                "Payload kind '" + text + "' is not known; known kinds: " + allowed + ".");
    }

    @Override
    public String toString() {
        return settingValue;
    }

    /** Whether it is an API of API Gateway, which has stages and refuses what fits no route. */
    public boolean isApi() {
        return this == REST_V1 || this == HTTP_V2;
    }
}
