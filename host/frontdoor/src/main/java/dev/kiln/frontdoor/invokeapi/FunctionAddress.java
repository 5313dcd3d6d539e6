package dev.kiln.frontdoor.invokeapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a caller of the Invoke API wants: a name, {@code name:alias}, a partial or a whole ARN.
 *
 * @param qualifier a version or an alias, from the name or from the parameter
 */
record FunctionAddress(
        Optional<String> region,
        Optional<String> account,
        String name,
        Optional<String> qualifier) {

    // Both patterns stand in error messages, so they are AWS's own (botocore's service model).
    private static final String NAME_PATTERN =
            "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
                    + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)"
                    + "(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
    private static final String QUALIFIER_PATTERN = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_QUALIFIER = 128;

    /** Compiled for the first caller who uses more than a bare name. */
    private static final class Patterns {
        static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    }

    /**
     * @param name decoded path segment
     * @param qualifier decoded parameter
     */
    static FunctionAddress parse(String name, Optional<String> qualifier) throws ApiException {
        var problems = new ArrayList<String>();
        var address = isBareName(name) ? bare(name) : parsed(name, problems);
        qualifier.ifPresent(value -> checkQualifier(value, problems));
        if (address.isEmpty() || !problems.isEmpty()) {
            throw new ApiException(ApiError.validation(problems));
        }
        return address.get().with(qualifier);
    }

    private static boolean isBareName(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (!isWord(c) && c != '.') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }

    private static Optional<FunctionAddress> bare(String name) {
        return Optional.of(
                new FunctionAddress(Optional.empty(), Optional.empty(), name, Optional.empty()));
    }

    private static Optional<FunctionAddress> parsed(String name, List<String> problems) {
        if (name.length() > LONGEST_NAME) {
            problems.add(
                    failed(name, "functionName")
                            + "Member must have length less than or equal to "
                            + LONGEST_NAME);
        }
        var match = Patterns.NAME.matcher(name);
        if (!match.matches()) {
            problems.add(
                    failed(name, "functionName")
                            + "Member must satisfy regular expression pattern: "
                            + NAME_PATTERN);
            return Optional.empty();
        }
        return Optional.of(
                new FunctionAddress(
                        Optional.ofNullable(match.group(3)).map(FunctionAddress::withoutColon),
                        Optional.ofNullable(match.group(9)).map(FunctionAddress::withoutColon),
                        match.group(11),
                        Optional.ofNullable(match.group(13))));
    }

    private static String withoutColon(String part) {
        return part.substring(0, part.length() - 1);
    }

    private static void checkQualifier(String qualifier, List<String> problems) {
        if (qualifier.length() > LONGEST_QUALIFIER) {
            problems.add(
                    failed(qualifier, "qualifier")
                            + "Member must have length less than or equal to "
                            + LONGEST_QUALIFIER);
        }
        if (qualifier.isEmpty()) {
            problems.add(
                    failed(qualifier, "qualifier")
                            + "Member must have length greater than or equal to 1");
        } else if (!isQualifier(qualifier)) {
            problems.add(
                    failed(qualifier, "qualifier")
                            + "Member must satisfy regular expression pattern: "
                            + QUALIFIER_PATTERN);
        }
    }

    private static boolean isQualifier(String qualifier) {
        if (qualifier.equals("$LATEST.PUBLISHED")) {
            return true;
        }
        for (var i = 0; i < qualifier.length(); i++) {
            var c = qualifier.charAt(i);
            if (!isWord(c) && c != '$') {
                return false;
            }
        }
        return true;
    }

    private static String failed(String value, String member) {
        return "Value '" + value + "' at '" + member + "' failed to satisfy constraint: ";
    }

    private FunctionAddress with(Optional<String> parameter) throws ApiException {
        if (parameter.isEmpty()) {
            return this;
        }
        if (qualifier.isPresent() && !qualifier.equals(parameter)) {
            throw new ApiException(
                    ApiError.invalidParameter(
                            "The derived qualifier from the function name does not match the"
                                    + " specified qualifier."));
        }
        return new FunctionAddress(region, account, name, parameter);
    }
}
