package dev.kiln.conformance.generated;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Good and bad spellings of values that are more than text. */
final class Examples {

    /** Spellings for classes that are written as text or as a number. */
    static final Map<String, List<String>> BY_TYPE =
            Map.ofEntries(
                    entry(
                            "java.util.UUID",
                            List.of(
                                    "00000000-0000-0001-0000-000000000002",
                                    "1-2-3-4-5",
                                    "not a uuid",
                                    "AAAAAAAAAAEAAAAAAAAAAg==")),
                    entry(
                            "java.net.URI",
                            List.of(
                                    "https://example.com/a?b=c#d",
                                    "no scheme",
                                    "",
                                    "mailto:a@b",
                                    "http://a b")),
                    entry(
                            "java.util.Locale",
                            List.of("en", "de_CH", "en-US", "zh_Hans_CN", "", "_GB")),
                    entry("java.util.Currency", List.of("CHF", "EUR", "chf", "XXY")),
                    entry(
                            "java.nio.charset.Charset",
                            List.of("UTF-8", "latin1", "no-such-charset")),
                    entry(
                            "java.util.TimeZone",
                            List.of("UTC", "Europe/Zurich", "GMT+2", "Nowhere")),
                    entry("java.util.regex.Pattern", List.of("a+b", "[", "(?<n>x)")),
                    entry(
                            "java.time.Duration",
                            List.of("PT1.5S", "P2D", "-PT3H", "1.5", "90", "text")),
                    entry("java.time.Period", List.of("P1Y2M3D", "P0D", "PT1S")),
                    entry("java.time.Year", List.of("2024", "0", "-5", "99999")),
                    entry("java.time.YearMonth", List.of("2024-02", "2024-13", "[2024,2]")),
                    entry("java.time.MonthDay", List.of("--02-29", "--13-01")),
                    entry(
                            "java.time.LocalTime",
                            List.of(
                                    "12:30",
                                    "12:30:15.123456789",
                                    "24:00",
                                    "[12,30]",
                                    "[12,30,15,5]")),
                    entry("java.time.OffsetTime", List.of("12:30:15+02:00", "12:30Z", "12:30")),
                    entry(
                            "java.time.LocalDate",
                            List.of(
                                    "2024-02-29",
                                    "2023-02-29",
                                    "[2024,2,29]",
                                    "2024-02-29T10:00:00",
                                    "19000")),
                    entry(
                            "java.time.ZoneId",
                            List.of("UTC", "Europe/Zurich", "+02:00", "Nowhere/City")),
                    entry("java.time.ZoneOffset", List.of("Z", "+02:00", "-18:00", "+19:00")));

    static final List<String> MOMENTS =
            List.of(
                    "2024-02-29T12:30:15.123Z",
                    "2024-02-29T12:30:15Z",
                    "2024-02-29T12:30:15+02:00",
                    "2024-02-29T12:30:15.123+0200",
                    "2024-02-29T12:30:15.123456789-05:30",
                    "2024-02-29T12:30:15",
                    "2024-02-29T12:30",
                    "2024-02-29",
                    "2024-02-29 12:30:15",
                    "2024-03-31T02:30:00+01:00[Europe/Zurich]",
                    "Thu, 29 Feb 2024 12:30:15 GMT",
                    "1970-01-01T00:00:00Z",
                    "-0001-01-01T00:00:00Z",
                    "+12024-02-29T12:30:15Z",
                    "2024-02-30T12:30:15Z",
                    "yesterday",
                    "[2024,2,29,12,30,15,123000000]",
                    "[2024,2,29,12,30]");

    static final List<String> ODD_NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-0.0",
                    "1.0",
                    "1e2",
                    "1E-7",
                    "1e400",
                    "-1e400",
                    "007",
                    "+5",
                    ".5",
                    "5.",
                    "127",
                    "128",
                    "32768",
                    "2147483647",
                    "2147483648",
                    "-2147483649",
                    "9007199254740993",
                    "9223372036854775807",
                    "9223372036854775808",
                    "123456789012345678901234567890",
                    "0.1",
                    "3.14159265358979323846",
                    "1.10",
                    "NaN",
                    "-Infinity",
                    "Infinity",
                    "0x10",
                    "1_000",
                    "\" 42 \"",
                    "\"4.2\"",
                    "\"1e3\"",
                    "\"NaN\"",
                    "\"\"",
                    "\"text\"");

    private Examples() {}
}
