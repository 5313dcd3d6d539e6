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

func agentOptions(agent string) []string {
	return []string{"--add-modules=java.instrument", "-Xbootclasspath/a:" + agent, "-javaagent:" + agent}
}
