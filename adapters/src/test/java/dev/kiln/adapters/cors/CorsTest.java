package dev.kiln.adapters.cors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements COR-2 to COR-5. */
class CorsTest {

    private static final String SHOP = "https://shop.example.com";

    private static final Map<String, String> SHOP_ONLY =
            Map.of(
                    "cors-allow-origins", SHOP + ",http://localhost:3000",
                    "cors-allow-methods", "GET,PUT",
                    "cors-allow-headers", "X-A,X-B",
                    "cors-expose-headers", "X-C,ETag",
                    "cors-allow-credentials", "true",
                    "cors-max-age", "600");

    @Test
    void a_listed_origin_is_told_what_it_may_do() {
        var lines = lines(cors(SHOP_ONLY).preflight(preflight(SHOP).build()));

        assertThat(lines)
                .isEqualTo(
                        Map.of(
                                "Access-Control-Allow-Origin", SHOP,
                                "Vary", "Origin",
                                "Access-Control-Allow-Credentials", "true",
                                "Access-Control-Allow-Methods", "GET,PUT",
                                "Access-Control-Allow-Headers", "X-A,X-B",
                                "Access-Control-Max-Age", "600"));
    }

    @Test
    void all_origins_are_told_so_by_an_asterisk() {
        var cors = cors(Map.of("cors-allow-origins", "*", "cors-allow-methods", "*"));

        assertThat(lines(cors.preflight(preflight("https://any.example").build())))
                .isEqualTo(
                        Map.of(
                                "Access-Control-Allow-Origin", "*",
                                "Access-Control-Allow-Methods", "*"));
        assertThat(lines(cors.onResponse(List.of(), Optional.of("null"))))
                .isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
    }

    @Test
    void with_credentials_an_asterisk_is_spelt_out() {
        var cors =
                cors(
                        Map.of(
                                "cors-allow-origins", SHOP,
                                "cors-allow-credentials", "true",
                                "cors-allow-methods", "*",
                                "cors-allow-headers", "*"));

        var asking = preflight(SHOP).header("Access-Control-Request-Headers", "x-a, x-b");

        assertThat(lines(cors.preflight(asking.build())))
                .containsEntry("Access-Control-Allow-Methods", "PUT")
                .containsEntry("Access-Control-Allow-Headers", "x-a, x-b");
        assertThat(lines(cors.preflight(preflight(SHOP).build())))
                .doesNotContainKey("Access-Control-Allow-Headers");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, true",
        "https://SHOP.example.com, true",
        "http://localhost:3000, true",
        "http://shop.example.com, false",
        "https://shop.example.com.evil.example, false",
        "https://shop.example.com:444, false",
        "https://a.shop.example.com, false",
        "null, false",
        "*, false"
    })
    void only_listed_origins_are_allowed(String origin, boolean allowed) {
        var cors = cors(SHOP_ONLY);

        assertThat(cors.preflight(preflight(origin).build()).isEmpty()).isEqualTo(!allowed);
        assertThat(cors.onResponse(List.of(), Optional.of(origin)).isEmpty()).isEqualTo(!allowed);
    }

    @Test
    void a_scheme_may_stand_for_all_its_origins() {
        var cors = cors(Map.of("cors-allow-origins", "https://*"));

        assertThat(cors.onResponse(List.of(), Optional.of("https://a.example"))).isNotEmpty();
        assertThat(cors.onResponse(List.of(), Optional.of("http://a.example"))).isEmpty();
    }

    @Test
    void the_functions_own_lines_give_way_whoever_asks() {
        var own =
                List.of(
                        new HeaderField("access-control-allow-origin", "https://evil.example"),
                        new HeaderField("Access-Control-Allow-Credentials", "true"),
                        new HeaderField("Access-Control-Allow-Methods", "PATCH"),
                        new HeaderField("Access-Control-Allow-Headers", "X"),
                        new HeaderField("Access-Control-Expose-Headers", "X"),
                        new HeaderField("ACCESS-CONTROL-MAX-AGE", "1"),
                        new HeaderField("Vary", "Accept"),
                        new HeaderField("ETag", "1"));
        var cors = cors(SHOP_ONLY);

        var listed = cors.onResponse(own, Optional.of(SHOP));
        var unlisted = cors.onResponse(own, Optional.of("https://evil.example"));
        var nobody = cors.onResponse(own, Optional.empty());

        assertThat(listed)
                .containsExactly(
                        new HeaderField("Vary", "Accept"),
                        new HeaderField("ETag", "1"),
                        new HeaderField("Access-Control-Allow-Origin", SHOP),
                        new HeaderField("Vary", "Origin"),
                        new HeaderField("Access-Control-Allow-Credentials", "true"),
                        new HeaderField("Access-Control-Expose-Headers", "X-C,ETag"));
        assertThat(unlisted)
                .isEqualTo(nobody)
                .containsExactly(new HeaderField("Vary", "Accept"), new HeaderField("ETag", "1"));
    }

    @Test
    void a_preflight_request_has_method_origin_and_intention() {
        assertThat(Cors.isPreflight(preflight(SHOP).build())).isTrue();
        assertThat(Cors.isPreflight(Requests.of("OPTIONS", "/").build())).isFalse();
        assertThat(Cors.isPreflight(Requests.of("OPTIONS", "/").header("Origin", SHOP).build()))
                .isFalse();
        assertThat(
                        Cors.isPreflight(
                                Requests.get("/")
                                        .header("Origin", SHOP)
                                        .header("Access-Control-Request-Method", "GET")
                                        .build()))
                .isFalse();
    }

    private static Requests preflight(String origin) {
        return Requests.of("OPTIONS", "/")
                .header("Origin", origin)
                .header("access-control-request-method", "PUT");
    }

    private static Cors cors(Map<String, String> settings) {
        return new Cors(Sources.settings(settings).cors().orElseThrow());
    }

    private static Map<String, String> lines(List<HeaderField> fields) {
        var lines = new LinkedHashMap<String, String>();
        fields.forEach(field -> assertThat(lines.put(field.name(), field.value())).isNull());
        return lines;
    }
}
