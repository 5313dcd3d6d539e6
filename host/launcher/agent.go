package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// agentFor is the path of OpenTelemetry's Java agent if it is asked for.
func agentFor(home string, variables map[string]string) (string, error) {
	switch value := variables["KILN_OTEL_AGENT"]; value {
	case "", "false":
		return "", nil
	case "true":
		agent := filepath.Join(home, "otel", "opentelemetry-javaagent.jar")
		if _, err := os.Stat(agent); err != nil {
			return "", fmt.Errorf("KILN_OTEL_AGENT is 'true', but there is no agent: %v. Take an image or a build that has it, or leave the variable out", err)
		}
		return agent, nil
	default:
		return "", fmt.Errorf("KILN_OTEL_AGENT is '%s', but it is 'true' or 'false'", value)
	}
}

// agentOptions attach the agent.
func agentOptions(agent string, variables map[string]string) []string {
	options := []string{
		"-javaagent:" + agent,
		"-Dotel.javaagent.configuration-file=" + filepath.Join(filepath.Dir(agent), "agent.properties"),
	}
	if variables["OTEL_SERVICE_NAME"] == "" && variables["AWS_LAMBDA_FUNCTION_NAME"] != "" {
		options = append(options, "-Dotel.service.name="+variables["AWS_LAMBDA_FUNCTION_NAME"])
	}
	return options
}

// agentGround lets a cache fit although there is an agent, which leaves the boot class path alone where it is on it already.
func agentGround(agent string) []string {
	return []string{"--add-modules=java.instrument", "-Xbootclasspath/a:" + agent}
}
