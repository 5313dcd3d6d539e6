package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net"
	"slices"
	"strings"
)

// What one request needs of RFC 9113; Go's own client would make the launcher twice as large.
const (
	preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

	dataFrame     = 0
	headersFrame  = 1
	resetFrame    = 3
	settingsFrame = 4
	goAwayFrame   = 7
	windowFrame   = 8

	endOfStream  = 1
	acknowledged = 1
	endOfHeaders = 4

	headOfFrame = 9
	// largestFrame is what each server takes.
	largestFrame = 1 << 14
	// initialWindow is the setting of that name.
	initialWindow = 4
	largestWindow = 1<<31 - 1
	// firstWindow is what a connection begins with, whatever the settings say.
	firstWindow = 1<<16 - 1
)

// askByHTTP2 speaks HTTP/2 in both ways that there are without TLS: at once, as Knative does where a port is called h2c, and
// after the offer that the JDK's client makes. The host has a pipeline of its own for each; of the second it takes no body, and
// requests may be too large for the first, so a probe goes both. A refusal is an answer, and a host that has ended is noticed by
// whoever waits for its end.
func askByHTTP2(ctx context.Context, requests []trainingRequest, port string) error {
	probe, err := newTrainingRequest([]byte("GET / HTTP/1.1\nK-Network-Probe: queue\n\n"))
	if err != nil {
		return err
	}
	_ = converse(ctx, port, func(connection net.Conn) error { return offerHTTP2(connection, probe.straight) })
	for _, request := range append([]trainingRequest{probe}, requests...) {
		if frames := framesOf(request.straight); frames != nil && ctx.Err() == nil {
			_ = converse(ctx, port, func(connection net.Conn) error { return speakHTTP2(connection, frames) })
		}
	}
	return ctx.Err()
}

func speakHTTP2(connection io.ReadWriter, frames []byte) error {
	if _, err := connection.Write(slices.Concat(openingOfHTTP2(), frames)); err != nil {
		return err
	}
	return awaitEndOfStream(connection, connection)
}

func offerHTTP2(connection io.ReadWriter, request []byte) error {
	offer := "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: " +
		base64.RawURLEncoding.EncodeToString(settings()) + "\r\n"
	request = bytes.Replace(request, []byte("Connection: close\r\n"), []byte(offer), 1)
	if _, err := connection.Write(request); err != nil {
		return err
	}
	answer := bufio.NewReader(connection)
	line, err := answer.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "HTTP/1.1 101 ") {
		return err
	}
	for line != "\r\n" {
		if line, err = answer.ReadString('\n'); err != nil {
			return err
		}
	}
	if _, err := connection.Write(openingOfHTTP2()); err != nil {
		return err
	}
	return awaitEndOfStream(answer, connection)
}

func settings() []byte {
	return binary.BigEndian.AppendUint32([]byte{0, initialWindow}, largestWindow)
}

func openingOfHTTP2() []byte {
	window := binary.BigEndian.AppendUint32(nil, largestWindow-firstWindow)
	return slices.Concat([]byte(preface), frame(settingsFrame, 0, 0, settings()), frame(windowFrame, 0, 0, window))
}

// framesOf is a request as completeRequest makes them, in the first stream; nil if its head is too large for one frame, or its
// body for what a server takes before it has said more.
func framesOf(request []byte) []byte {
	head, body, _ := bytes.Cut(request, []byte("\r\n\r\n"))
	lines := strings.Split(string(head), "\r\n")
	words := strings.Fields(lines[0])
	fields := slices.Concat(field(":method", words[0]), field(":scheme", "http"), field(":path", words[1]))
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		switch name = strings.ToLower(name); name {
		case "connection", "http2-settings", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade":
			// They are of the connection, and HTTP/2 has them no more (RFC 9113, 8.2.2).
		case "host":
			fields = slices.Concat(field(":authority", strings.TrimSpace(value)), fields)
		default:
			fields = append(fields, field(name, strings.TrimSpace(value))...)
		}
	}
	if len(fields) > largestFrame || len(body) > firstWindow {
		return nil
	}
	frames := frame(headersFrame, endOfHeaders|endOf(body), 1, fields)
	for len(body) > 0 {
		piece := body[:min(len(body), largestFrame)]
		body = body[len(piece):]
		frames = append(frames, frame(dataFrame, endOf(body), 1, piece)...)
	}
	return frames
}

// endOf is the flag of a frame after which this is left.
func endOf(body []byte) byte {
	if len(body) == 0 {
		return endOfStream
	}
	return 0
}

// field is a header field as RFC 7541 has it in 6.2.2, with a name and a value that no table knows.
func field(name, value string) []byte {
	return slices.Concat([]byte{0}, text(name), text(value))
}

func text(value string) []byte {
	const prefix = 1<<7 - 1
	if len(value) < prefix {
		return append([]byte{byte(len(value))}, value...)
	}
	return append(binary.AppendUvarint([]byte{prefix}, uint64(len(value)-prefix)), value...)
}

func frame(kind, flags byte, stream uint32, payload []byte) []byte {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind))
	head = binary.BigEndian.AppendUint32(append(head, flags), stream)
	return append(head, payload...)
}

// awaitEndOfStream reads frames until the first stream's answer is whole, or the host ends the conversation.
func awaitEndOfStream(answer io.Reader, connection io.Writer) error {
	head := make([]byte, headOfFrame)
	for {
		if _, err := io.ReadFull(answer, head); err != nil {
			return err
		}
		length := binary.BigEndian.Uint32(head) >> 8
		kind, flags, stream := head[3], head[4], binary.BigEndian.Uint32(head[5:])
		if _, err := io.CopyN(io.Discard, answer, int64(length)); err != nil {
			return err
		}
		switch {
		case kind == settingsFrame && flags&acknowledged == 0:
			if _, err := connection.Write(frame(settingsFrame, acknowledged, 0, nil)); err != nil {
				return err
			}
		case kind == goAwayFrame || kind == resetFrame,
			stream == 1 && (kind == headersFrame || kind == dataFrame) && flags&endOfStream != 0:
			return nil
		}
	}
}
