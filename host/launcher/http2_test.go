package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestRequestsAreSpokenInHTTP2 asks Go's own server.
func TestRequestsAreSpokenInHTTP2(t *testing.T) {
	long := strings.Repeat("long", 100)
	for text, expected := range map[string]string{
		"GET /a%20b?c=d HTTP/1.1\nHost: example\nX-Long: " + long + "\n\n": "HTTP/2.0 GET example /a%20b?c=d " + long + " gzip ",
		"POST / HTTP/1.1\n\n{\"a\":1}":                                     "HTTP/2.0 POST localhost /  gzip {\"a\":1}",
	} {
		request, err := newTrainingRequest([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		port := serve(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			seen = append(seen, fmt.Sprintf("%s %s %s %s %s %s %s", r.Proto, r.Method, r.Host, r.RequestURI,
				r.Header.Get("X-Long"), r.Header.Get("Accept-Encoding"), body))
			// More than a client takes that has not said so.
			_, _ = w.Write(make([]byte, 1<<20))
		})
		if err := askByHTTP2(t.Context(), request.straight, port); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		// Go's server does not take the offer.
		if len(seen) != 2 || seen[0] != expected || !strings.HasPrefix(seen[1], "HTTP/1.1 ") {
			t.Errorf("%q is seen as %q", text, seen)
		}
	}
}

func TestAConversationThatTheServerEndsIsAnError(t *testing.T) {
	port := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	request, err := newTrainingRequest([]byte("GET / HTTP/1.1\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := askByHTTP2(t.Context(), request.straight, port); err == nil || !strings.Contains(err.Error(), "HTTP/2") {
		t.Errorf("gives %v", err)
	}
}

func TestTheFirstRequestThatFitsIsTakenForHTTP2(t *testing.T) {
	large, small := []byte(strings.Repeat("a", largestFrame)), []byte("small")
	asked := training{requests: []trainingRequest{{straight: large}, {straight: small}}}
	if taken := asked.ofOneFrame(); string(taken) != "small" {
		t.Errorf("took %d bytes", len(taken))
	}
	if taken := (training{requests: asked.requests[:1]}).ofOneFrame(); taken != nil {
		t.Errorf("took %d bytes", len(taken))
	}
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Handler: handler, Protocols: protocols}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return portOf(listener)
}
