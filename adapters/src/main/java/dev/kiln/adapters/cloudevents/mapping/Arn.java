package dev.kiln.adapters.cloudevents.mapping;

import java.util.Optional;

/**
 * A name of something at AWS.
 *
 * @param region empty for buckets and other things without one
 */
record Arn(String partition, String service, String region, String account, String resource) {

    static Optional<Arn> parse(String text) {
        var parts = text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") && !parts[5].isEmpty()
                ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]))
                : Optional.empty();
    }

    static Arn of(String service, String region, String account, String resource) {
        var partition =
                region.startsWith("cn-")
                        ? "aws-cn"
                        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return new Arn(partition, service, region, account, resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
