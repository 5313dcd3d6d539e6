package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.adapters.json.EventWriter;

/** What payload format 2.0 tells a function of its caller. */
final class FormatTwoAuthorizer {

    private FormatTwoAuthorizer() {}

    static void write(EventWriter event, VerifiedCaller caller) {
        event.startObject("authorizer");
        if (caller instanceof VerifiedCaller.Jwt jwt) {
            event.startObject("jwt").startObject("claims").texts(jwt.claims()).endObject();
            if (jwt.scopes().isPresent()) {
                event.texts("scopes", jwt.scopes().get());
            } else {
                event.nothing("scopes");
            }
            event.endObject();
        } else if (caller instanceof VerifiedCaller.Iam iam) {
            event.startObject("iam")
                    .textOrNull("accessKey", iam.accessKey())
                    .textOrNull("accountId", iam.accountId())
                    .textOrNull("callerId", iam.callerId())
                    .nothing("cognitoIdentity")
                    .textOrNull("principalOrgId", iam.principalOrgId())
                    .textOrNull("userArn", iam.userArn())
                    .textOrNull("userId", iam.userId())
                    .endObject();
        } else if (caller instanceof VerifiedCaller.Custom custom) {
            event.json("lambda", custom.context());
        }
        event.endObject();
    }
}
