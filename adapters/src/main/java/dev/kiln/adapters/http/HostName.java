package dev.kiln.adapters.http;

/**
 * The host that a request was sent to.
 *
 * @param domainName as in the {@code Host} header, without port; "" if there was none
 * @param domainPrefix the first label, or the service's name where the host has no labels
 * @param port as written, or ""
 */
public record HostName(String domainName, String domainPrefix, String port) {

    static HostName of(String host, String serviceName) {
        var trimmed = host.trim();
        var colon = trimmed.lastIndexOf(':');
        var hasPort = colon > trimmed.lastIndexOf(']');
        var name = hasPort ? trimmed.substring(0, colon) : trimmed;
        var port = hasPort ? trimmed.substring(colon + 1) : "";
        return new HostName(name, prefix(name, serviceName), isPort(port) ? port : "");
    }

    private static String prefix(String name, String serviceName) {
        if (name.isEmpty() || IpAddress.parse(name).isPresent()) {
            return serviceName;
        }
        var dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static boolean isPort(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 5;
    }
}
