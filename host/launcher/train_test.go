package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRequestsAreCompleted(t *testing.T) {
	for text, expected := range map[string]string{
		"GET /a?b=c HTTP/1.1\nAccept: */*\n\n":                              "GET /a?b=c HTTP/1.1\r\nAccept: */*\r\nHost: localhost\r\nUser-Agent: kiln-train\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{\"a\":1}": "POST / HTTP/1.1\r\nHost: a\r\nUser-Agent: kiln-train\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}",
		"POST / HTTP/1.1\n\nline\nline\n":                                   "POST / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: kiln-train\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nContent-Length: 10\r\nConnection: close\r\n\r\nline\nline\n",
	} {
		request, err := completeRequest([]byte(text), clientHeaders)
		if err != nil || string(request) != expected {
			t.Errorf("%q gives %q, %v", text, request, err)
		}
	}
}

func TestProxiesAddWhatARequestDoesNotHave(t *testing.T) {
	request, err := newTrainingRequest([]byte("GET / HTTP/1.1\nx-forwarded-proto: https\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	straight, proxied := string(request.straight), strings.ToLower(string(request.proxied))
	if strings.Contains(straight, "Traceparent") || !strings.Contains(proxied, "traceparent: ") {
		t.Errorf("%q becomes %q", straight, proxied)
	}
	for _, once := range []string{"x-forwarded-proto: ", "host: ", "user-agent: ", "connection: "} {
		if strings.Count(proxied, once) != 1 {
			t.Errorf("%q is not once in %q", once, proxied)
		}
	}
}

func TestWhatIsNoRequestIsRefused(t *testing.T) {
	for _, text := range []string{"", "{}", "GET / HTTP/2\n\n", "GET localhost HTTP/1.1\n\n"} {
		if _, err := newTrainingRequest([]byte(text)); err == nil || !strings.Contains(err.Error(), "GET /path HTTP/1.1") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestWhatAKilledTrainingHasPutAsideIsPutBack(t *testing.T) {
	for name, c := range map[string]struct{ files, left []string }{
		"it was killed":         {[]string{"a-old.aot", "a-old.aot.ground", "a.aot", "a.jars"}, []string{"a.aot", "a.aot.ground"}},
		"it was killed earlier": {[]string{"a-old.jsa", "a.aot", "a.aot.ground"}, []string{"a.aot", "a.aot.ground"}},
		"there was none":        {[]string{"a.aot", "a.aot.ground", "a.jsa"}, []string{"a.aot", "a.aot.ground", "a.jsa"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for _, file := range c.files {
				if err := os.WriteFile(filepath.Join(folder, file), []byte(file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := recoverCache(filepath.Join(folder, "a-old.aot"), filepath.Join(folder, "a.aot")); err != nil {
				t.Fatal(err)
			}
			var left []string
			files, _ := os.ReadDir(folder)
			for _, file := range files {
				left = append(left, file.Name())
			}
			if strings.Join(left, " ") != strings.Join(c.left, " ") {
				t.Errorf("left is %v", left)
			}
		})
	}
}
