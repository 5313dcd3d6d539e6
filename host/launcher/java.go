package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// runtime is a JDK or JRE: its folder, and what its file release says of it.
type runtime struct {
	home    string
	version string
}

func (r runtime) program() string { return filepath.Join(r.home, "bin", "java") }

// findJava takes what JAVA_HOME names, else the runtime beside the host, else the java on the PATH.
func findJava(home string, variables map[string]string) (runtime, error) {
	candidates := []string{variables["JAVA_HOME"], filepath.Join(home, "java")}
	if program := lookUp(variables, "java"); program != "" {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			candidates = append(candidates, filepath.Dir(filepath.Dir(real)))
		}
	}
	var old runtime
	for _, candidate := range candidates {
		if candidate == "" || !isExecutable(filepath.Join(candidate, "bin", "java")) {
			continue
		}
		found := runtime{candidate, versionIn(candidate)}
		if found.major() >= neededJava {
			return found, nil
		}
		if old.home == "" {
			old = found
		}
	}
	if old.home != "" {
		return old, fmt.Errorf("the Java in '%s' is version '%s', but Kiln needs %d or later. Set JAVA_HOME to one", old.home, old.version, neededJava)
	}
	return old, fmt.Errorf("there is no Java: neither in JAVA_HOME ('%s') nor in '%s' nor on the PATH. Set JAVA_HOME to a Java %d", variables["JAVA_HOME"], filepath.Join(home, "java"), neededJava)
}

// versionIn is JAVA_RUNTIME_VERSION of the file release, such as 25.0.1+8-LTS, or JAVA_VERSION where there is no other.
func versionIn(home string) string {
	content, err := os.ReadFile(filepath.Join(home, "release"))
	if err != nil {
		return ""
	}
	values := map[string]string{}
	for _, line := range strings.Split(string(content), "\n") {
		if name, value, found := strings.Cut(line, "="); found {
			values[name] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return firstOf(values["JAVA_RUNTIME_VERSION"], values["JAVA_VERSION"])
}

func (r runtime) major() int {
	end := strings.IndexFunc(r.version, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		end = len(r.version)
	}
	major, err := strconv.Atoi(r.version[:end])
	if err != nil {
		// Without the file release nothing is known, and the JVM will say itself what it does not understand.
		return neededJava
	}
	return major
}
