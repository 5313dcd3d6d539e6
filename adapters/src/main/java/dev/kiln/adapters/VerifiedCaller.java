package dev.kiln.adapters;

import dev.kiln.adapters.json.FlatObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody whose identity the host has checked, in the form of the authorizer that would have done
 * it on AWS. What a request merely claims never becomes one.
 */
public sealed interface VerifiedCaller {

    /** Who it is, for gateways that know no more than a name. */
    Optional<String> subject();

    /**
     * Of a JSON Web Token.
     *
     * @param claims all in the textual form that API Gateway gives them
     * @param scopes of the token, where the route demands some
     */
    record Jwt(Map<String, String> claims, Optional<List<String>> scopes)
            implements VerifiedCaller {

        /**
         * @param claims the token's payload: a JSON object
         * @param scopesMatter whether the route demands scopes
         * @throws IllegalArgumentException if the claims are no JSON object
         */
        public static Jwt of(byte[] claims, boolean scopesMatter) {
            var texts = FlatObject.read(claims);
            return new Jwt(texts, scopesMatter ? Optional.of(scopes(texts)) : Optional.empty());
        }

        private static List<String> scopes(Map<String, String> claims) {
            var text = claims.getOrDefault("scope", claims.getOrDefault("scp", ""));
            var list = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
            var scopes = new ArrayList<String>();
            for (var scope : list.split(" ", -1)) {
                if (!scope.isEmpty()) {
                    scopes.add(scope);
                }
            }
            return scopes;
        }

        @Override
        public Optional<String> subject() {
            return Optional.ofNullable(claims.get("sub"));
        }
    }

    /** Of AWS's identity and access management; an unknown part is null in events. */
    record Iam(
            Optional<String> accessKey,
            Optional<String> accountId,
            Optional<String> callerId,
            Optional<String> principalOrgId,
            Optional<String> userArn,
            Optional<String> userId)
            implements VerifiedCaller {

        @Override
        public Optional<String> subject() {
            return userArn;
        }
    }

    /**
     * Of an authorizer of one's own.
     *
     * @param values its context, all in textual form
     * @param context the same as a JSON object, UTF-8
     */
    record Custom(String principalId, Map<String, String> values, byte[] context)
            implements VerifiedCaller {

        /**
         * @throws IllegalArgumentException if the context is no JSON object
         */
        public static Custom of(String principalId, byte[] context) {
            return new Custom(principalId, FlatObject.read(context), context);
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(principalId);
        }
    }
}
