package main

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func TestVariablesOfLambda(t *testing.T) {
	variables := map[string]string{"K_SERVICE": "orders", "K_REVISION": "orders-00012", "HOSTNAME": "orders-00012-deployment-abc", "AWS_DEFAULT_REGION": "eu-central-1"}
	completeVariables(variables, []string{"--kiln.handler=com.example.App::handle", "--kiln.revision-as-version=true"}, limits{memory: 512 * megabyte}, noon)

	for name, value := range map[string]string{
		"_HANDLER":                        "com.example.App::handle",
		"AWS_LAMBDA_FUNCTION_NAME":        "orders",
		"AWS_LAMBDA_FUNCTION_VERSION":     "12",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
		"AWS_LAMBDA_LOG_GROUP_NAME":       "/aws/lambda/orders",
		// What java.util.UUID.nameUUIDFromBytes makes of the host name.
		"AWS_LAMBDA_LOG_STREAM_NAME":     "2026/03/04/[12]a6bcd65de0783ab68e0791ee5918b746",
		"AWS_REGION":                     "eu-central-1",
		"AWS_DEFAULT_REGION":             "eu-central-1",
		"AWS_EXECUTION_ENV":              "AWS_Lambda_java25",
		"AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
		"LAMBDA_RUNTIME_DIR":             "/var/runtime",
		"TZ":                             ":UTC",
	} {
		if variables[name] != value {
			t.Errorf("%s is %q, not %q", name, variables[name], value)
		}
	}
}

func TestVariablesThatAreSetStay(t *testing.T) {
	variables := map[string]string{"_HANDLER": "com.example.App$Inner", "AWS_REGION": "eu-west-1", "TZ": "Europe/Zurich", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024"}
	completeVariables(variables, nil, limits{memory: 512 * megabyte}, noon)

	for name, value := range map[string]string{
		"AWS_LAMBDA_FUNCTION_NAME":        "Inner",
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
		"AWS_DEFAULT_REGION":              "eu-west-1",
		"TZ":                              "Europe/Zurich",
	} {
		if variables[name] != value {
			t.Errorf("%s is %q, not %q", name, variables[name], value)
		}
	}
}

func TestWithoutAHandlerNothingIsSaidOfAFunction(t *testing.T) {
	variables := map[string]string{"K_SERVICE": "orders"}
	completeVariables(variables, nil, limits{}, noon)

	for _, name := range []string{"_HANDLER", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_STREAM_NAME"} {
		if value, found := variables[name]; found {
			t.Errorf("%s is %q", name, value)
		}
	}
}
