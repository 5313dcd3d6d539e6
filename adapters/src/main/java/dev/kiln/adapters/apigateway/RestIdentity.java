package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.json.EventWriter;
import java.util.Optional;

/** What a REST API tells a function of its caller. */
final class RestIdentity {

    private static final VerifiedCaller.Iam NOBODY =
            new VerifiedCaller.Iam(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private RestIdentity() {}

    static void write(EventWriter event, GatewayRequest request) {
        var caller = request.caller().orElse(NOBODY);
        var iam = caller instanceof VerifiedCaller.Iam known ? known : NOBODY;
        event.startObject("identity")
                .nothing("cognitoIdentityPoolId")
                .textOrNull("accountId", iam.accountId())
                .nothing("cognitoIdentityId")
                .textOrNull("caller", iam.callerId())
                .text("sourceIp", request.sourceIp())
                .textOrNull("principalOrgId", iam.principalOrgId())
                .textOrNull("accessKey", iam.accessKey())
                .nothing("cognitoAuthenticationType")
                .nothing("cognitoAuthenticationProvider")
                .textOrNull("userArn", iam.userArn());
        var userAgent = request.headers().values("user-agent");
        event.textOrNull(
                        "userAgent",
                        userAgent.isEmpty() ? Optional.empty() : Optional.of(userAgent.getLast()))
                .textOrNull("user", iam.userId())
                .endObject();
        writeAuthorizer(event, caller);
    }

    private static void writeAuthorizer(EventWriter event, VerifiedCaller caller) {
        if (caller instanceof VerifiedCaller.Jwt jwt) {
            event.startObject("authorizer")
                    .startObject("claims")
                    .texts(jwt.claims())
                    .endObject()
                    .endObject();
        } else if (caller instanceof VerifiedCaller.Custom custom) {
            event.startObject("authorizer").text("principalId", custom.principalId());
            for (var value : custom.values().entrySet()) {
                if (!value.getKey().equals("principalId")) {
                    event.text(value.getKey(), value.getValue());
                }
            }
            event.endObject();
        }
    }
}
