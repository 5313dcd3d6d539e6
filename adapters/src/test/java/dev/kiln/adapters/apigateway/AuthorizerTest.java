package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.ABSENT;
import static dev.kiln.adapters.JsonText.at;
import static dev.kiln.adapters.JsonText.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.VerifiedCaller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements AUT. */
class AuthorizerTest {

    private static final VerifiedCaller.Iam IAM =
            new VerifiedCaller.Iam(
                    Optional.of("AKIA"),
                    Optional.of("111122223333"),
                    Optional.of("caller"),
                    Optional.empty(),
                    Optional.of("arn:aws:iam::111122223333:user/a"),
                    Optional.of("AIDA"));

    private static final VerifiedCaller CUSTOM =
            VerifiedCaller.Custom.of(
                    "user|7", Sources.utf8("{\"tier\":1,\"tags\":[\"a\"],\"principalId\":\"x\"}"));

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void nobody_verified_means_no_authorizer_whatever_the_request_claims(PayloadKind kind) {
        var event =
                Sources.of(kind, Map.of())
                        .event(
                                Requests.get("/")
                                        .header("Authorization", "Bearer e30.eyJzdWIiOiJ4In0.x")
                                        .header("x-amzn-oidc-identity", "admin")
                                        .header("X-Amzn-Oidc-Data", "e30.e30.e30")
                                        .header("x-amzn-oidc-accesstoken", "t"));

        assertThat(at(event, "requestContext", "authorizer")).isSameAs(ABSENT);
        if (kind == PayloadKind.ALB || kind == PayloadKind.ALB_MULTI) {
            assertThat(event.toString()).doesNotContain("oidc");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scope\":\"read write\",\"scp\":[\"x\"]} | read,write",
                "{\"scp\":[\"a\",\"b\"]} | a,b",
                "{\"scp\":\"a b\"} | a,b",
                "{\"sub\":\"x\"} | ''"
            })
    void scopes_are_shown_where_a_route_demands_some(String claims, String scopes) {
        var caller = VerifiedCaller.Jwt.of(Sources.utf8(claims), true);

        var event = Sources.of(PayloadKind.HTTP_V2, Map.of()).event(Requests.get("/"), caller);

        assertThat(at(event, "requestContext", "authorizer", "jwt", "scopes"))
                .isEqualTo(scopes.isEmpty() ? List.of() : List.of(scopes.split(",")));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_V2", "FUNCTION_URL"})
    void format_2_shows_an_iam_caller_with_all_keys(PayloadKind kind) {
        var event = Sources.of(kind, Map.of()).event(Requests.get("/"), IAM);

        assertThat(members(event, "requestContext", "authorizer", "iam"))
                .isEqualTo(
                        Map.of(
                                "accessKey", "AKIA",
                                "accountId", "111122223333",
                                "callerId", "caller",
                                "cognitoIdentity", JsonText.NULL,
                                "principalOrgId", JsonText.NULL,
                                "userArn", "arn:aws:iam::111122223333:user/a",
                                "userId", "AIDA"));
        assertThat(at(event, "requestContext", "accountId")).isEqualTo("123456789012");
    }

    @Test
    void format_2_keeps_the_types_of_an_authorizers_own_context() {
        var event = Sources.of(PayloadKind.HTTP_V2, Map.of()).event(Requests.get("/"), CUSTOM);

        assertThat(at(event, "requestContext", "authorizer", "lambda").toString())
                .isEqualTo("{tier=1, tags=[a], principalId=x}");
    }

    @Test
    void a_rest_api_shows_claims_as_a_user_pool_authorizer_does() {
        var caller = VerifiedCaller.Jwt.of(Sources.utf8("{\"sub\":\"u\",\"exp\":12}"), true);

        var event = Sources.of(PayloadKind.REST_V1, Map.of()).event(Requests.get("/"), caller);

        assertThat(at(event, "requestContext", "authorizer"))
                .isEqualTo(Map.of("claims", Map.of("sub", "u", "exp", "12")));
    }

    @Test
    void a_rest_api_flattens_an_authorizers_own_context() {
        var event = Sources.of(PayloadKind.REST_V1, Map.of()).event(Requests.get("/"), CUSTOM);

        assertThat(at(event, "requestContext", "authorizer"))
                .isEqualTo(Map.of("principalId", "user|7", "tier", "1", "tags", "[a]"));
    }

    @Test
    void a_rest_api_shows_an_iam_caller_in_its_identity_and_no_signature() {
        var event =
                Sources.of(PayloadKind.REST_V1, Map.of())
                        .event(Requests.get("/").header("Authorization", "Custom 1"), IAM);
        var identity = members(event, "requestContext", "identity");

        assertThat(identity)
                .containsEntry("accessKey", "AKIA")
                .containsEntry("accountId", "111122223333")
                .containsEntry("caller", "caller")
                .containsEntry("user", "AIDA")
                .containsEntry("userArn", "arn:aws:iam::111122223333:user/a")
                .containsEntry("principalOrgId", JsonText.NULL);
        assertThat(at(event, "requestContext", "authorizer")).isSameAs(ABSENT);
        assertThat(at(event, "headers", "Authorization")).isSameAs(ABSENT);
    }

    @Test
    void a_load_balancer_names_the_caller_in_a_header() {
        var caller = VerifiedCaller.Jwt.of(Sources.utf8("{\"sub\":\"u\"}"), false);
        var request = Requests.get("/").header("X-Amzn-Oidc-Identity", "admin");

        var single = Sources.of(PayloadKind.ALB, Map.of()).event(request, caller);
        var multi = Sources.of(PayloadKind.ALB_MULTI, Map.of()).event(request, caller);

        assertThat(at(single, "headers", "x-amzn-oidc-identity")).isEqualTo("u");
        assertThat(at(multi, "multiValueHeaders", "x-amzn-oidc-identity")).isEqualTo(List.of("u"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_V2 | UNAUTHENTICATED | 401 | {\"message\":\"Unauthorized\"}",
                "HTTP_V2 | FORBIDDEN | 403 | {\"message\":\"Forbidden\"}",
                "REST_V1 | UNAUTHENTICATED | 401 | {\"message\": \"Unauthorized\"}",
                "REST_V1 | FORBIDDEN | 403 | {\"message\": \"Forbidden\"}",
                "FUNCTION_URL | UNAUTHENTICATED | 403 | {\"Message\":\"Forbidden\"}",
                "FUNCTION_URL | FORBIDDEN | 403 | {\"Message\":\"Forbidden\"}",
                "ALB | UNAUTHENTICATED | 401 | 401 Unauthorized",
                "ALB_MULTI | FORBIDDEN | 403 | 403 Forbidden",
                "RAW | UNAUTHENTICATED | 403 | AccessDeniedException"
            })
    void each_gateway_has_its_own_words_for_a_rejected_caller(
            PayloadKind kind, Rejection.Reason why, int status, String body) {
        var source = Sources.of(kind, Map.of()).source();

        var answer =
                source.onRejected(
                        Requests.get("/").build(),
                        Requests.IDENTITY,
                        new Rejection(why, "Bearer error=\"invalid_token\""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Sources.text(answer)).contains(body);
        assertThat(Sources.header(answer, "www-authenticate"))
                .isEqualTo(
                        kind == PayloadKind.HTTP_V2
                                ? List.of("Bearer error=\"invalid_token\"")
                                : List.of());
        if (kind == PayloadKind.FUNCTION_URL) {
            assertThat(Sources.header(answer, "x-amzn-ErrorType"))
                    .containsExactly("AccessDeniedException");
        }
    }
}
