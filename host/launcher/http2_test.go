package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestRequestsAreSpokenInHTTP2 asks Go's own server, which does not take the offer.
func TestRequestsAreSpokenInHTTP2(t *testing.T) {
	long := strings.Repeat("long", 100)
	large := strings.Repeat("large", 10_000)
	for text, expected := range map[string]string{
		"GET /a%20b?c=d HTTP/1.1\nHost: example\nX-Long: " + long + "\n\n":                            "GET example /a%20b?c=d " + long + " gzip ",
		"GET / HTTP/1.1\nKeep-Alive: timeout=5\nTE: gzip\nUpgrade: h2c\nHTTP2-Settings: AAMAAABk\n\n": "GET localhost /  gzip ",
		"POST / HTTP/1.1\n\n{\"a\":1}": "POST localhost /  gzip {\"a\":1}",
		"POST / HTTP/1.1\n\n" + large:  "POST localhost /  gzip " + large,
	} {
		var seen []string
		port := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor == 2 {
				body, _ := io.ReadAll(r.Body)
				seen = append(seen, fmt.Sprintf("%s %s %s %s %s %s", r.Method, r.Host, r.RequestURI, r.Header.Get("X-Long"),
					r.Header.Get("Accept-Encoding"), body))
			}
			// More than a client takes that has not said so.
			_, _ = w.Write(make([]byte, 1<<20))
		})
		if err := askByHTTP2(t.Context(), requestsOf(t, text), port); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if !slices.Equal(seen, []string{"GET localhost /  gzip ", expected}) {
			t.Errorf("%q is seen as %q", text, seen)
		}
	}
}

func TestWhatIsTooLargeForHTTP2IsLeftOut(t *testing.T) {
	for _, text := range []string{
		"GET / HTTP/1.1\nX-Large: " + strings.Repeat("a", largestFrame) + "\n\n",
		"POST / HTTP/1.1\n\n" + strings.Repeat("a", firstWindow+1),
	} {
		if frames := framesOf(requestsOf(t, text)[0].straight); frames != nil {
			t.Errorf("%d bytes become %d", len(text), len(frames))
		}
	}
}

func TestAConversationThatTheServerEndsIsAnAnswer(t *testing.T) {
	calls := 0
	port := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			calls++
			_, _ = w.Write([]byte("begun"))
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	})
	err := askByHTTP2(t.Context(), requestsOf(t, "GET / HTTP/1.1\n\n", "POST / HTTP/1.1\n\n{}"), port)
	if err != nil || calls != 3 {
		t.Errorf("gives %v after %d calls", err, calls)
	}
}

func TestAConversationEndsWithTheTraining(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	port := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if err := askByHTTP2(ctx, requestsOf(t, "GET / HTTP/1.1\n\n"), port); err != context.Canceled {
		t.Errorf("gives %v", err)
	}
}

func requestsOf(t *testing.T, texts ...string) []trainingRequest {
	var requests []trainingRequest
	for _, text := range texts {
		request, err := newTrainingRequest([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		requests = append(requests, request)
	}
	return requests
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
