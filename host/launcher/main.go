// Command kiln starts the host: it looks at what the container gives, sets what Lambda sets, chooses the JVM's options and
// becomes the JVM. It is a static binary, so that an image needs no shell.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

const usage = `kiln [HANDLER] [--kiln.SETTING=VALUE ...]            starts the host in this process
kiln command [HANDLER] [--kiln.SETTING=VALUE ...]    prints the command line that this would be
kiln train [HANDLER] [--request=FILE ...] [--time-limit=2m] [--host] [--kiln.SETTING=VALUE ...]
                                                     runs the function for a moment and keeps what the JVM learned of it,
                                                     so that the next start takes a fraction of the time

HANDLER is package.Class::method or package.Class and wins over the variable _HANDLER; its code is in LAMBDA_TASK_ROOT
(/var/task). Read by this program alone:
  KILN_CACHE        folder of trained caches, or off; the folder cache beside bin unless it is set
  KILN_OTEL_AGENT   true attaches OpenTelemetry's Java agent
  JAVA_HOME         the Java 25 to run on; the folder java beside bin, else the one on the PATH, unless it is set
JAVA_TOOL_OPTIONS has the last word on the JVM's options.
`

func main() {
	if err := run(os.Args[1:], os.Environ()); err != nil {
		fmt.Fprintln(os.Stderr, "kiln: "+err.Error())
		var status statusError
		if errors.As(err, &status) {
			os.Exit(status.status)
		}
		os.Exit(1)
	}
}

// statusError is one for which callers expect an exit status of its own.
type statusError struct {
	status int
	text   string
}

func (e statusError) Error() string { return e.text }

func run(arguments, environment []string) error {
	variables := parseVariables(environment)
	mode := ""
	if len(arguments) > 0 {
		switch arguments[0] {
		case "help", "--help", "-h":
			fmt.Print(usage)
			return nil
		case "train", "command":
			mode, arguments = arguments[0], arguments[1:]
		}
	}
	if mode == "train" {
		return train(arguments, variables)
	}
	host, err := prepare(arguments, variables)
	if err != nil {
		return err
	}
	host.useCache()
	command := host.command()
	if mode == "command" {
		fmt.Println(strings.Join(quoted(command), " "))
		return nil
	}
	return become(command, host.variables)
}

// become replaces this process by the command, or by AWS_LAMBDA_EXEC_WRAPPER with the command as its arguments, as AWS's
// runtimes do; the statuses for a wrapper that cannot be run are AWS's too.
func become(command []string, variables map[string]string) error {
	if wrapper := variables["AWS_LAMBDA_EXEC_WRAPPER"]; wrapper != "" {
		info, err := os.Stat(wrapper)
		if err != nil {
			return statusError{127, fmt.Sprintf("AWS_LAMBDA_EXEC_WRAPPER is '%s', but there is no such file. Correct the path, or leave the variable out.", wrapper)}
		}
		if info.IsDir() || info.Mode()&0o111 == 0 {
			return statusError{126, fmt.Sprintf("AWS_LAMBDA_EXEC_WRAPPER is '%s', which cannot be run. Make it executable (chmod +x) before it goes into the image.", wrapper)}
		}
		command = append([]string{wrapper}, command...)
	}
	err := syscall.Exec(command[0], command, listOf(variables))
	return statusError{126, fmt.Sprintf("cannot run '%s': %v. A script needs its interpreter in the image.", command[0], err)}
}

// quoted makes words of a command line that a shell reads as they are.
func quoted(words []string) []string {
	result := make([]string, len(words))
	for i, word := range words {
		if word == "" || strings.ContainsAny(word, " \t\n'\"\\$`*?[]{}()<>|&;~#!") {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		result[i] = word
	}
	return result
}

func warn(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "kiln: "+format+"\n", values...)
}

// isExecutable tells whether a program can be run under this path.
func isExecutable(path string) bool {
	_, err := exec.LookPath(path)
	return err == nil
}
