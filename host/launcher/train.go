package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// trainingLimit is longer than the start and the JVM's work take on a slow machine, shorter than a builder's patience.
	trainingLimit = 2 * time.Minute
	// trainingRounds is how often the requests are sent: enough for the JVM to know the way of one.
	trainingRounds = 5
)

// clientHeaders are what clients send: without them the first real request would meet classes that no training has seen.
var clientHeaders = []string{"Host: localhost", "User-Agent: kiln-train", "Accept: */*", "Accept-Encoding: gzip"}

// proxyHeaders are what Knative's ingress, its activator and a tracing client add.
var proxyHeaders = []string{
	"Forwarded: for=192.0.2.1;proto=http",
	"X-Forwarded-For: 192.0.2.1, 192.0.2.2",
	"X-Forwarded-Proto: http",
	"X-Request-Id: 7d1e3f0a-9c5b-4e0f-8a57-2f6d4b1c0e93",
	"K-Proxy-Request: activator",
	"Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
}

// trainingRequest is one as it comes straight from a client, and as it comes through proxies.
type trainingRequest struct {
	straight, proxied []byte
}

// everyBuffer has Netty watch all buffers for leaks. It takes one of 128 at random, and training would know the classes for that
// or not.
const everyBuffer = "-Dio.netty.leakDetection.samplingInterval=1"

// training is what a training run was asked for.
type training struct {
	requests []trainingRequest
	limit    time.Duration
	host     bool
}

// train runs the host with the function, sends requests to it, ends it, and keeps what the JVM has learned.
func train(arguments []string, variables map[string]string) error {
	asked, arguments, err := trainingOf(arguments)
	if err != nil {
		return err
	}
	if variables["KILN_CACHE"] == "off" {
		return errors.New("KILN_CACHE is 'off', so that nobody would find what is trained. Set it to a folder, or leave it out")
	}
	h, err := prepare(arguments, variables)
	if err != nil {
		return err
	}
	if told(h.variables, h.arguments, "handler", "_HANDLER") == "" {
		return errors.New("there is no function to train with. Name its handler: kiln train package.Class::method, or set _HANDLER")
	}
	if problem := h.unusableFolder(); problem != "" {
		return errors.New(problem)
	}
	cache := h.functionCache()
	if asked.host {
		cache = h.hostCache()
	}
	if err := os.MkdirAll(h.caches, 0o775); err != nil {
		return fmt.Errorf("cannot make the folder for caches: %w. Set KILN_CACHE to one that can be written", err)
	}
	if err := syscall.Access(h.caches, writable); err != nil {
		return fmt.Errorf("cannot write to '%s': %w. Set KILN_CACHE to a folder that can be written", h.caches, err)
	}
	unlock, err := lock(h.caches)
	if err != nil {
		return err
	}
	defer unlock()
	began := time.Now()
	// A start in between takes neither the old nor a half of the new one.
	old := strings.TrimSuffix(cache, ".aot") + "-old.aot"
	if err := errors.Join(recoverCache(old, cache), moveCache(cache, old)); err != nil {
		return err
	}
	if err := h.trainInto(cache, asked); err != nil {
		return errors.Join(err, removeCache(cache), moveCache(old, cache))
	}
	if err := removeCache(old); err != nil {
		return err
	}
	if err := os.WriteFile(ground(cache), []byte(h.newGround(cache)), 0o664); err != nil {
		return err
	}
	fmt.Printf("kiln: trained %s, %d MB, in %.0f s\n", cache, (sizeOf(cache)+sizeOf(upper(cache))+sizeOf(jars(cache)))/megabyte, time.Since(began).Seconds())
	return nil
}

// lock keeps others from training into the folder at the same time.
func lock(folder string) (func() error, error) {
	opened, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	// A file system that knows no locks is no reason not to train.
	if err := syscall.Flock(int(opened.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		_ = opened.Close()
		return nil, fmt.Errorf("another training writes to '%s'. Wait for its end, or set KILN_CACHE to another folder", folder)
	}
	return opened.Close, nil
}

// moveCache gives a cache another name, if there is one; the JVM takes its upper layer under the first name only.
func moveCache(from, to string) error {
	for i, file := range filesOf(from) {
		if err := os.Rename(file, filesOf(to)[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// recoverCache gives a cache its name again that a training has put aside which was killed.
func recoverCache(old, cache string) error {
	if _, err := os.Stat(ground(old)); err != nil {
		return removeCache(old)
	}
	return errors.Join(removeCache(cache), moveCache(old, cache))
}

// removeCache takes away all files of a cache.
func removeCache(cache string) error {
	// The last one is what the JVM has written down before it makes a cache of it.
	for _, file := range append(filesOf(cache), cache+".config") {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func trainingOf(arguments []string) (training, []string, error) {
	asked := training{limit: trainingLimit}
	var others []string
	for _, argument := range arguments {
		switch name, value, _ := strings.Cut(argument, "="); name {
		case "--host":
			asked.host = true
		case "--time-limit":
			limit, err := time.ParseDuration(value)
			if err != nil || limit <= 0 {
				return asked, nil, fmt.Errorf("--time-limit is '%s', but it is a time such as 90s or 2m", value)
			}
			asked.limit = limit
		case "--request":
			content, err := os.ReadFile(value)
			if err != nil {
				return asked, nil, fmt.Errorf("--request: %w. It is a file with an HTTP request: a line such as 'GET /path HTTP/1.1', header lines, an empty line, the body", err)
			}
			request, err := newTrainingRequest(content)
			if err != nil {
				return asked, nil, fmt.Errorf("--request=%s: %w", value, err)
			}
			asked.requests = append(asked.requests, request)
		default:
			if strings.HasPrefix(argument, "--") && !strings.Contains(argument, "=") {
				return asked, nil, fmt.Errorf("'%s' is no option of training: --request=FILE, --time-limit=2m and --host are, and settings such as --kiln.payload-kind=raw", argument)
			}
			others = append(others, argument)
		}
	}
	if asked.requests == nil {
		for _, text := range []string{"GET / HTTP/1.1\n\n", "GET /kiln-train/a%20b?c=d HTTP/1.1\n\n", "POST / HTTP/1.1\nContent-Type: application/json\n\n{}"} {
			request, err := newTrainingRequest([]byte(text))
			if err != nil {
				return asked, nil, err
			}
			asked.requests = append(asked.requests, request)
		}
	}
	return asked, others, nil
}

func newTrainingRequest(text []byte) (trainingRequest, error) {
	straight, err := completeRequest(text, clientHeaders)
	if err != nil {
		return trainingRequest{}, err
	}
	proxied, err := completeRequest(straight, proxyHeaders)
	return trainingRequest{straight, proxied}, err
}

// completeRequest gives a request what every one needs on the wire, and those headers that it does not have; lines may end in a
// line feed alone.
func completeRequest(text []byte, headers []string) ([]byte, error) {
	head, body, _ := strings.Cut(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n\n")
	if at := bytes.Index(text, []byte("\r\n\r\n")); at >= 0 {
		body = string(text[at+4:])
	}
	lines := strings.Split(strings.TrimSpace(head), "\n")
	if words := strings.Fields(lines[0]); len(words) != 3 || !strings.HasPrefix(words[1], "/") || words[2] != "HTTP/1.1" {
		return nil, fmt.Errorf("'%s' does not begin a request; a line such as 'GET /path HTTP/1.1' does", lines[0])
	}
	request := strings.Builder{}
	request.WriteString(lines[0] + "\r\n")
	has := map[string]bool{}
	for _, line := range lines[1:] {
		name, _, _ := strings.Cut(strings.ToLower(line), ":")
		has[name] = true
		switch name {
		case "content-length", "transfer-encoding", "connection":
			continue
		}
		request.WriteString(line + "\r\n")
	}
	for _, line := range headers {
		if name, _, _ := strings.Cut(strings.ToLower(line), ":"); !has[name] {
			request.WriteString(line + "\r\n")
		}
	}
	if body != "" || !strings.HasPrefix(lines[0], "GET ") {
		request.WriteString("Content-Length: " + strconv.Itoa(len(body)) + "\r\n")
	}
	request.WriteString("Connection: close\r\n\r\n" + body)
	return []byte(request.String()), nil
}

// trainInto makes a cache of two layers. All that the lower one has of the class path is loaded and linked before main, so it
// is made without Spring, which comes after the first answer; the upper one has the rest, and gives it when it is asked for.
// For large functions there is the lower one alone: beside an upper one the JVM would leave out what it has learned of code.
func (h *host) trainInto(cache string, asked training) error {
	interruptible, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(interruptible, asked.limit)
	defer cancel()
	fmt.Printf("kiln: training with %s, %s at the longest\n", told(h.variables, h.arguments, "handler", "_HANDLER"), asked.limit)
	output := "-XX:AOTCacheOutput=" + cache
	kept := "-Ddev.kiln.runtime.jars.recorded=" + jars(cache)
	// With the agent on its boot class path the JVM fails to write an upper layer.
	if h.agent == "" {
		options := []string{output, "-Ddev.kiln.frontdoor.alone=true"}
		if !h.large {
			options = append(options, everyBuffer)
		} else if !asked.host {
			options = append(options, kept)
		}
		problem := h.trainOnce(ctx, asked, true, cache, options...)
		if problem == nil && !h.large {
			problem = h.trainOnce(ctx, asked, false, upper(cache), kept, everyBuffer, "-XX:SharedArchiveFile="+cache, "-XX:ArchiveClassesAtExit="+upper(cache))
		}
		if problem == nil || ctx.Err() != nil {
			return problem
		}
		// Where the function waits for what Spring reads there is no first answer before it.
		reason, _, _ := strings.Cut(problem.Error(), "\n")
		fmt.Printf("kiln: the cache has Spring too, because the host cannot be trained without it: %s\n", reason)
		if err := removeCache(cache); err != nil {
			return err
		}
	}
	return h.trainOnce(ctx, asked, false, cache, kept, output)
}

// trainOnce runs the host with one environment: of a class that two have loaded, the JVM may keep the one that later
// environments alone could use. The JVM writes the file made at its end.
func (h *host) trainOnce(ctx context.Context, asked training, alone bool, made string, options ...string) error {
	port, management, err := freePorts()
	if err != nil {
		return err
	}
	h.variables["PORT"] = port
	h.variables["KILN_ADDRESS"] = "127.0.0.1"
	h.variables["KILN_MANAGEMENT_PORT"] = management
	h.variables["KILN_INIT_ERRORS"] = "serve"
	h.variables["KILN_PROVISIONED_CONCURRENCY"] = "1"
	// Without the agent, with which the JVM ends in a fault while it writes the cache.
	command := h.commandWith(append(options, "-XX:+DisableAttachMechanism", "-Xlog:aot=error,cds=error")...)
	var output bytes.Buffer
	process := exec.Command(command[0], command[1:]...)
	process.Env = listOf(h.variables)
	process.Stdout, process.Stderr = &output, &output
	// The JVM makes the cache in a process of its own, which has to end with it.
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := process.Start(); err != nil {
		return fmt.Errorf("cannot run '%s': %w", command[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- process.Wait() }()
	last := !alone || h.large
	problem := askFunction(ctx, asked, last, port, ended)
	if problem == nil && last {
		problem = askByHTTP2(ctx, asked.requests, port)
	}
	if problem == nil && !alone {
		problem = askManagement(ctx, management, ended)
	}
	if problem == nil {
		_ = process.Process.Signal(syscall.SIGTERM)
		problem = await(ctx, ended)
	}
	if problem == nil {
		if _, err := os.Stat(made); err != nil {
			problem = errors.New("the JVM made no cache")
		}
	}
	if problem != nil {
		_ = syscall.Kill(-process.Process.Pid, syscall.SIGKILL)
		if errors.Is(problem, context.DeadlineExceeded) {
			problem = fmt.Errorf("training took longer than %s. --time-limit=5m gives it more time", asked.limit)
		}
		if errors.Is(problem, context.Canceled) {
			return errors.New("training was interrupted")
		}
		return fmt.Errorf("%w\nWhat the host wrote:\n%s", problem, lastOf(output.String(), 4000))
	}
	return nil
}

// freePorts are two that nobody listens on at this moment.
func freePorts() (string, string, error) {
	first, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", "", err
	}
	defer first.Close()
	second, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", "", err
	}
	defer second.Close()
	return portOf(first), portOf(second), nil
}

func portOf(listener net.Listener) string {
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

func lastOf(text string, length int) string {
	if len(text) > length {
		return "…" + text[len(text)-length:]
	}
	return text
}
