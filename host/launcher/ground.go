package main

import (
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// readable and writable are R_OK and W_OK of unistd.h.
const (
	readable = 4
	writable = 2
)

// ground is the file beside a cache that says what it was trained on.
func ground(cache string) string { return cache + ".ground" }

// trainedGround is what a ground says: a line with when and where the cache was trained, and a line for each thing that
// it depends on: its name, then what it is like.
type trainedGround struct {
	at    int64
	place string
	lines string
}

func readGround(text string) trainedGround {
	first, lines, _ := strings.Cut(text, "\n")
	at, place, _ := strings.Cut(strings.TrimPrefix(first, "trained\t"), " ")
	// What is no number is 0, after which everything has been changed.
	nanoseconds, _ := strconv.ParseInt(at, 10, 64)
	return trainedGround{nanoseconds, place, lines}
}

// newGround is that of a cache which has been trained just now.
func (h *host) newGround(cache string) string {
	return fmt.Sprintf("trained\t%d %s\n%s", time.Now().UnixNano(), cache, h.groundNow(cache, trainedGround{}))
}

// groundNow has the lines of what is there now. The JVM would fail in the middle of a start with a part whose content has
// been changed, but to read it all takes longer than the JVM needs for what it reads of it. So that is done only where a
// part has been written after training; whoever builds images of it sets such times back at the most.
func (h *host) groundNow(cache string, trained trainedGround) string {
	lines := []string{"Java\t" + h.java.version + " " + sizeAndTime(filepath.Join(h.java.home, "lib", "server", "libjvm.so"))}
	for _, part := range partsOf(cache) {
		lines = append(lines, filepath.Base(part)+"\t"+sizeAndSum(part, trained))
	}
	for _, option := range append(h.options(), h.userOptions()...) {
		if decidesOnCache(option) {
			lines = append(lines, "option "+option+"\tset")
		}
	}
	for _, jar := range h.classPath {
		lines = append(lines, filepath.Base(jar)+"\t"+sizeAndTime(jar))
	}
	return strings.Join(lines, "\n") + "\n"
}

// sizeAndSum is a file's size with the checksum of its content: the one that is known unless it has been written since.
func sizeAndSum(file string, trained trainedGround) string {
	info, err := os.Stat(file)
	if err != nil {
		return "missing"
	}
	if !info.Mode().IsRegular() || syscall.Access(file, readable) != nil {
		return "no file that can be read"
	}
	size := strconv.FormatInt(info.Size(), 10)
	if known := trained.of(filepath.Base(file)); info.ModTime().UnixNano() <= trained.at && strings.HasPrefix(known, size+" ") {
		return known
	}
	sum, err := checksum(file)
	if err != nil {
		return size + " " + err.Error()
	}
	return size + " " + sum
}

// of is what the line of that name says.
func (g trainedGround) of(name string) string {
	for line := range strings.Lines(g.lines) {
		if value, found := strings.CutPrefix(line, name+"\t"); found {
			return strings.TrimSuffix(value, "\n")
		}
	}
	return ""
}

// checksum is a CRC-32C, which processors compute by themselves.
func checksum(file string) (string, error) {
	opened, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer opened.Close()
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.Copy(sum, opened); err != nil {
		return "", err
	}
	return fmt.Sprintf("%08x", sum.Sum32()), nil
}

func sizeAndTime(file string) string {
	info, err := os.Stat(file)
	if err != nil {
		return "missing"
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().Unix())
}

// firstDifference says what has changed, or nothing.
func firstDifference(known, present string) string {
	if known == present {
		return ""
	}
	before := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(known), "\n") {
		name, value, _ := strings.Cut(line, "\t")
		before[name] += value
	}
	now := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(present), "\n") {
		name, value, _ := strings.Cut(line, "\t")
		now[name] += value
	}
	for name, value := range now {
		if before[name] != value {
			return fmt.Sprintf("%s is '%s' and was '%s' when it was trained", name, value, before[name])
		}
	}
	for name := range before {
		if _, found := now[name]; !found {
			return name + " is no longer there"
		}
	}
	return "its order has changed"
}

// decidesOnCache tells of options whose caches the JVM keeps apart.
func decidesOnCache(option string) bool {
	return beginsWithOneOf(option, "--add-", "--enable-native-access", "-Xbootclasspath", "-javaagent", "-agentlib:jdwp", "-Xrunjdwp", "-XX:+UseCompactObjectHeaders", "-XX:-UseCompressedOops", "-XX:+UseZGC", "-XX:ObjectAlignmentInBytes") || largestHeap(option) > mostHeap
}
