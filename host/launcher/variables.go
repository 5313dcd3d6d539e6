package main

import (
	"crypto/md5"
	"encoding/hex"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

// defaultMemory is what AWS's emulator says where nobody limits the memory, in MB.
const defaultMemory = 3008

func parseVariables(environment []string) map[string]string {
	variables := make(map[string]string, len(environment)+16)
	for _, entry := range environment {
		if name, value, found := strings.Cut(entry, "="); found {
			variables[name] = value
		}
	}
	return variables
}

func listOf(variables map[string]string) []string {
	list := make([]string, 0, len(variables))
	for name, value := range variables {
		list = append(list, name+"="+value)
	}
	sort.Strings(list)
	return list
}

// completeVariables adds what Lambda's service sets and nobody has set, as the host does for the function itself: so that
// processes that the function starts find it too. Function by function there is nothing to know here without a handler.
func completeVariables(variables map[string]string, arguments []string, limits limits, now time.Time) {
	add := func(name, value string) {
		if variables[name] == "" {
			variables[name] = value
		}
	}
	if handler := told(variables, arguments, "handler", "_HANDLER"); handler != "" {
		add("_HANDLER", handler)
		name := told(variables, arguments, "name", "AWS_LAMBDA_FUNCTION_NAME")
		if name == "" {
			name = firstOf(variables["K_SERVICE"], simpleName(handler))
		}
		add("AWS_LAMBDA_FUNCTION_NAME", name)
		version := "$LATEST"
		if told(variables, arguments, "revision-as-version", "") == "true" {
			version = versionOf(variables["K_REVISION"])
		}
		add("AWS_LAMBDA_FUNCTION_VERSION", version)
		add("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/"+variables["AWS_LAMBDA_FUNCTION_NAME"])
		add("AWS_LAMBDA_LOG_STREAM_NAME", logStream(variables, now))
		if told(variables, arguments, "memory", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE") == "" {
			add("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", strconv.FormatInt(memoryMegabytes(limits), 10))
		}
	}
	add("AWS_REGION", firstOf(variables["AWS_DEFAULT_REGION"], "us-east-1"))
	add("AWS_DEFAULT_REGION", variables["AWS_REGION"])
	add("AWS_EXECUTION_ENV", "AWS_Lambda_java25")
	add("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
	add("LAMBDA_RUNTIME_DIR", "/var/runtime")
	add("TZ", ":UTC")
	addLanguage(variables)
	add("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR")
}

// language is Lambda's. Small images do not have it, and then the JVM could not name a file with an umlaut.
const language = "en_US.UTF-8"

// addLanguage names Lambda's language, and where it is missing the one that comes with libc.
func addLanguage(variables map[string]string) {
	if variables["LANG"] != "" || variables["LC_ALL"] != "" {
		return
	}
	variables["LANG"] = language
	for _, place := range []string{"/usr/lib/locale/en_US.utf8", "/usr/lib/locale/locale-archive"} {
		if _, err := os.Stat(place); err == nil {
			return
		}
	}
	variables["LC_ALL"] = "C.UTF-8"
}

// told finds a setting of the host as the host does: in the arguments, in its own variable, in AWS's.
func told(variables map[string]string, arguments []string, setting, alias string) string {
	prefix := "--kiln." + setting + "="
	for i := len(arguments) - 1; i >= 0; i-- {
		if value, found := strings.CutPrefix(arguments[i], prefix); found {
			return value
		}
	}
	own := "KILN_" + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
	joined := "KILN_" + strings.ToUpper(strings.ReplaceAll(setting, "-", ""))
	return firstOf(variables[own], variables[joined], variables[alias])
}

func firstOf(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// simpleName is the simple name of the handler's class.
func simpleName(handler string) string {
	class := handler
	if at := strings.LastIndex(handler, "::"); at >= 0 {
		class = handler[:at]
	}
	simple := class[strings.LastIndexAny(class, ".$")+1:]
	return firstOf(strings.TrimSpace(simple), "function")
}

// versionOf is the number at the end of a revision's name.
func versionOf(revision string) string {
	number := revision[len(strings.TrimRight(revision, "0123456789")):]
	if number == "" {
		return "$LATEST"
	}
	return firstOf(strings.TrimLeft(number, "0"), "0")
}

// logStream has a hex part that is the same for the life of a pod, whose name is the host name: a name-based UUID, version 3.
func logStream(variables map[string]string, now time.Time) string {
	pod, found := variables["HOSTNAME"]
	if !found {
		pod = "localhost"
	}
	sum := md5.Sum([]byte(pod))
	sum[6] = sum[6]&0x0f | 0x30
	sum[8] = sum[8]&0x3f | 0x80
	return now.UTC().Format("2006/01/02") + "/[" + variables["AWS_LAMBDA_FUNCTION_VERSION"] + "]" + hex.EncodeToString(sum[:])
}

func memoryMegabytes(limits limits) int64 {
	if limits.memory == 0 {
		return defaultMemory
	}
	return limits.memory >> 20
}

// lookUp finds a program on the PATH of the variables given.
func lookUp(variables map[string]string, program string) string {
	for _, folder := range strings.Split(variables["PATH"], string(os.PathListSeparator)) {
		if candidate := folder + "/" + program; folder != "" && isExecutable(candidate) {
			return candidate
		}
	}
	return ""
}
