package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// askFunction sends the function what it was asked to be trained with, straight and, every other time, as through proxies.
func askFunction(ctx context.Context, asked training, tell bool, port string, ended chan error) error {
	served := false
	for round := range trainingRounds {
		for _, request := range asked.requests {
			line, _, _ := strings.Cut(string(request.straight), "\r\n")
			sent := request.straight
			if round%2 == 1 {
				sent = request.proxied
			}
			answer, err := ask(ctx, port, sent, ended)
			if err != nil {
				return fmt.Errorf("%s: %w", line, err)
			}
			served = served || !strings.HasPrefix(answer, "5")
			if tell && round == 0 {
				fmt.Printf("kiln: %s: %s\n", line, answer)
			}
		}
	}
	if tell && !served {
		warn("each answer was an error: the cache knows no more of the function than was loaded until then. See what it needs with 'kiln', or what it takes with --request=FILE")
	}
	return nil
}

// askManagement asks for all that comes with Spring.
func askManagement(ctx context.Context, port string, ended chan error) error {
	for _, path := range []string{"/actuator/health", "/actuator/prometheus"} {
		request, err := completeRequest([]byte("GET "+path+" HTTP/1.1\n\n"), clientHeaders)
		if err != nil {
			return err
		}
		if _, err := ask(ctx, port, request, ended); err != nil {
			return fmt.Errorf("GET %s: %w", path, err)
		}
	}
	return nil
}

// ask sends a request until it is answered, and gives the answer's status line.
func ask(ctx context.Context, port string, request []byte, ended chan error) (string, error) {
	var last error
	for {
		answer, err := exchange(ctx, port, request)
		if err == nil {
			return answer, nil
		}
		last = err
		select {
		case err := <-ended:
			return "", fmt.Errorf("the host has ended: %v", err)
		case <-ctx.Done():
			return "", fmt.Errorf("%w (%v)", ctx.Err(), last)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

func exchange(ctx context.Context, port string, request []byte) (string, error) {
	var answer []byte
	err := converse(ctx, port, func(connection net.Conn) error {
		if _, err := connection.Write(request); err != nil {
			return err
		}
		var err error
		answer, err = io.ReadAll(connection)
		return err
	})
	if err != nil {
		return "", err
	}
	line, _, found := strings.Cut(string(answer), "\r\n")
	if !found {
		return "", errors.New("no answer")
	}
	return strings.TrimPrefix(line, "HTTP/1.1 "), nil
}

// converse has a connection to the host for as long as the training may take.
func converse(ctx context.Context, port string, say func(net.Conn) error) error {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "tcp", "127.0.0.1:"+port)
	if err != nil {
		return err
	}
	defer connection.Close()
	defer context.AfterFunc(ctx, func() { _ = connection.Close() })()
	return say(connection)
}

func await(ctx context.Context, ended chan error) error {
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("the host ended with: %w", err)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
