package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;

/** The caller's Cognito identity; AWS's reader fills the fields by their names in the JSON. */
@SuppressWarnings({
    "NullAway",
    "UnusedVariable"
}) // filled by reflection, null where the JSON has nothing
final class LambdaCognitoIdentity implements CognitoIdentity {

    private String cognitoIdentityId;
    private String cognitoIdentityPoolId;

    @Override
    public String getIdentityId() {
        return cognitoIdentityId;
    }

    @Override
    public String getIdentityPoolId() {
        return cognitoIdentityPoolId;
    }
}
