package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// mainClass is where the host begins.
const mainClass = "dev.kiln.frontdoor.Kiln"

// neededJava is the version that the host's classes are compiled for.
const neededJava = 25

// host is one start of the host: what it runs on, and what it is told.
type host struct {
	java      runtime
	variables map[string]string
	arguments []string
	limits    limits
	caches    string
	classPath []string
	agent     string
	// Whether the function's start is a long one.
	large bool
	// Of the JVM, for the cache that fits; none if there is none.
	cacheOptions []string
}

// prepare finds the parts of the host and completes what it is told. A handler may stand before the settings.
func prepare(arguments []string, variables map[string]string) (*host, error) {
	home, err := layout()
	if err != nil {
		return nil, err
	}
	if len(arguments) > 1 && (arguments[0] == "/bin/sh" || arguments[0] == "sh") && arguments[1] == "-c" {
		return nil, fmt.Errorf("the handler came as a shell's command line, '%s'. In a Dockerfile write CMD as a list: CMD [\"package.Class::method\"]", strings.Join(arguments, " "))
	}
	if len(arguments) > 0 && !strings.HasPrefix(arguments[0], "-") {
		variables["_HANDLER"] = arguments[0]
		arguments = arguments[1:]
	}
	h := &host{variables: variables, arguments: arguments, limits: readLimits(os.DirFS("/"))}
	if h.java, err = findJava(home, variables); err != nil {
		return nil, err
	}
	if h.classPath, err = jarsOf(filepath.Join(home, "lib")); err != nil {
		return nil, err
	}
	if h.agent, err = agentFor(home, variables); err != nil {
		return nil, err
	}
	if h.caches = firstOf(variables["KILN_CACHE"], filepath.Join(home, "cache")); h.caches != "off" {
		if h.caches, err = filepath.Abs(h.caches); err != nil {
			return nil, err
		}
	}
	// The host would take them for settings of its own that were mistyped.
	delete(variables, "KILN_CACHE")
	delete(variables, "KILN_OTEL_AGENT")
	completeVariables(variables, arguments, h.limits, time.Now())
	h.large = h.isLarge()
	return h, nil
}

// layout is the folder that has bin, lib and the rest.
func layout() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	if program, err = filepath.EvalSymlinks(program); err != nil {
		return "", err
	}
	return filepath.Dir(filepath.Dir(program)), nil
}

func jarsOf(folder string) ([]string, error) {
	jars, err := filepath.Glob(filepath.Join(folder, "*.jar"))
	if err == nil && len(jars) == 0 {
		err = fmt.Errorf("there are no jars in '%s'. This program starts the host from the folder that it was built into; copy the whole folder", folder)
	}
	sort.Strings(jars)
	return jars, err
}

// code is where the function's code was said to be.
func (h *host) code() string {
	code := firstOf(
		told(h.variables, h.arguments, "jar", ""),
		told(h.variables, h.arguments, "classes", ""),
		h.variables["LAMBDA_TASK_ROOT"],
		"/var/task")
	if absolute, err := filepath.Abs(code); err == nil {
		return absolute
	}
	return code
}

// command is the JVM's whole command line.
func (h *host) command() []string {
	var further []string
	if h.agent != "" {
		further = append(further, agentOptions(h.agent, h.variables)...)
	}
	return h.commandWith(append(further, h.cacheOptions...)...)
}

func (h *host) commandWith(further ...string) []string {
	command := append([]string{h.java.program()}, h.options()...)
	command = append(command, further...)
	command = append(command, "-cp", strings.Join(h.classPath, ":"), mainClass)
	return append(command, h.arguments...)
}

// options are the JVM's, but for those of the cache and of the agent itself.
func (h *host) options() []string {
	user := h.userOptions()
	chosen := options(h.limits, user, h.large)
	if country := "-Duser.country=US"; h.variables["LANG"] == language && !isSetIn(user, country) {
		// C.UTF-8 in its place says none.
		chosen = append(chosen, country)
	}
	// What training has learned of code is compiled at once, which a short start has no time for.
	if replay := "-XX:-AOTReplayTraining"; !h.large && !isSetIn(user, replay) {
		chosen = append(chosen, replay)
	}
	if h.agent != "" {
		chosen = append(chosen, agentGround(h.agent)...)
	}
	return chosen
}

// userOptions are those that the JVM takes from the environment by itself.
func (h *host) userOptions() []string {
	return append(words(h.variables["JAVA_TOOL_OPTIONS"]), words(h.variables["JDK_JAVA_OPTIONS"])...)
}
