package main

import (
	"fmt"
	goruntime "runtime"
	"slices"
	"strconv"
	"strings"
)

const megabyte = int64(1) << 20

// serverMemory is what the JVM itself calls a server's: below it takes the serial collector.
const serverMemory = 1792 * megabyte

// fewProcessors are too few for G1, whose threads share them with functions: AWS has the serial collector for all sizes.
const fewProcessors = 2

// mostHeap leaves references their 32 bits, which the JVM gives up a little below 32 GB: longer ones leave less room than that,
// and no cache fits.
const mostHeap = 31 << 10 * megabyte

// besideHeap is what the host needs besides the heap: classes, compiled code, threads, buffers.
const besideHeap = 200 * megabyte

// mostAtFirst is what a heap may begin with: enough for a large function's start, and little enough for a small one.
const mostAtFirst = 96 * megabyte

// roomForClasses is what a Spring Boot function and the host need for classes. Where the JVM's own 21 MB are full it collects
// all garbage, though nothing can be given back so early. A container below enoughForClasses has no such room.
const (
	roomForClasses   = 64 * megabyte
	enoughForClasses = 512 * megabyte
)

// options chooses the JVM's options for the limits. One that the user has set in an own way is left to him: the JVM reads
// JAVA_TOOL_OPTIONS before its command line, which would win.
func options(limits limits, user []string, large bool) []string {
	chosen := []string{
		// What the host opens of the JDK to end what functions leave behind; Netty's native memory.
		"--enable-native-access=ALL-UNNAMED",
		"--add-opens=java.base/java.lang=ALL-UNNAMED",
		"--add-opens=java.base/java.util=ALL-UNNAMED",
		"--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
	}
	add := func(option string) {
		if !isSetIn(user, option) {
			chosen = append(chosen, option)
		}
	}
	if !setsCollector(user) {
		chosen = append(chosen, collector(limits.memory, processorsFor(limits, user)))
	}
	if limits.memory > 0 && !setsHeap(user) {
		chosen = append(chosen, fmt.Sprintf("-Xmx%dm", heapFor(limits.memory)/megabyte))
	}
	if limits.memory > 0 {
		// The JVM's own is a 64th, which a start would have to collect again and again. A share, not a size: it gives way to
		// whatever else is said of the heap, wherever the JVM reads it.
		first := min(heapFor(limits.memory)/4, mostAtFirst)
		add(fmt.Sprintf("-XX:InitialRAMPercentage=%.1f", 100*float64(first)/float64(limits.memory)))
	}
	if limits.memory == 0 || limits.memory >= enoughForClasses {
		add(fmt.Sprintf("-XX:MetaspaceSize=%dm", roomForClasses/megabyte))
	}
	add("-XX:+UseCompactObjectHeaders")
	// Memory that the compiler has needed goes back to the system.
	add("-XX:TrimNativeHeapInterval=5000")
	// As on Lambda an error report always has its stack trace, however often it is thrown.
	add("-XX:-OmitStackTraceInFastThrow")
	// Netty is spared the search for another way to its memory: 20 ms of the first answer.
	add("--sun-misc-unsafe-memory-access=allow")
	add("-Dio.netty.noUnsafe=false")
	// The cache lies where it was made for: else the JVM moves each pointer in it, and has its pages for itself.
	chosen = append(chosen, "-XX:+UnlockDiagnosticVMOptions")
	add("-XX:ArchiveRelocationMode=0")
	for _, option := range patience(large && processorsFor(limits, user) <= fewProcessors) {
		add(option)
	}
	return chosen
}

// patience keeps the compilers, which share the processors with the first request, from what a start does not need. A usual one
// is over before much of it pays: what is hot waits three times as long. In a long one on few processors it is the second
// compiler that waits, because it would take half of the first one's time: five times as long, and with what training has
// learned of until that has been called 65,000 times.
func patience(long bool) []string {
	if !long {
		return []string{"-XX:CompileThresholdScaling=3"}
	}
	return []string{
		"-XX:Tier4InvocationThreshold=25000",
		"-XX:Tier4MinInvocationThreshold=3000",
		"-XX:Tier4CompileThreshold=75000",
		"-XX:Tier4BackEdgeThreshold=200000",
		"-XX:Tier2InvokeNotifyFreqLog=16",
		"-XX:Tier2BackedgeNotifyFreqLog=19",
	}
}

func collector(memory int64, processors float64) string {
	if memory > 0 && memory < serverMemory || processors <= fewProcessors {
		return "-XX:+UseSerialGC"
	}
	return "-XX:+UseG1GC"
}

// processorsFor are those that the JVM will count: the user's word, the container's limit, or all of the machine.
func processorsFor(limits limits, user []string) float64 {
	for _, option := range slices.Backward(user) {
		if told, found := strings.CutPrefix(option, "-XX:ActiveProcessorCount="); found {
			if processors, err := strconv.ParseFloat(told, 64); err == nil && processors > 0 {
				return processors
			}
		}
	}
	if limits.processors > 0 {
		return limits.processors
	}
	return float64(goruntime.NumCPU())
}

// heapFor leaves the host what it needs besides, as long as that is not most of it: of 256 MB 89, of 512 MB 312, of 2 GB 1536.
func heapFor(memory int64) int64 {
	return min(max(memory*35/100, min(memory*75/100, memory-besideHeap)), mostHeap)
}

// largestHeap is the size that the option sets for a heap at most; 0 for other options, and for what the JVM does not read.
func largestHeap(option string) int64 {
	size, found := strings.CutPrefix(option, "-Xmx")
	if !found {
		size, found = strings.CutPrefix(option, "-XX:MaxHeapSize=")
	}
	if !found || size == "" {
		return 0
	}
	unit := int64(1)
	if power := strings.IndexByte("kmgt", size[len(size)-1]|0x20); power >= 0 {
		unit = 1 << (10 * (power + 1))
		size = size[:len(size)-1]
	}
	// What has no number is 0.
	number, _ := strconv.ParseInt(size, 0, 64)
	return number * unit
}

// isSetIn tells whether an option of the same name is among the user's.
func isSetIn(user []string, option string) bool {
	for _, other := range user {
		if nameOf(other) == nameOf(option) {
			return true
		}
	}
	return false
}

// nameOf is what an option sets: Name of -XX:+Name and -XX:Name=value, the property of -D, all before = of others.
func nameOf(option string) string {
	name, _, _ := strings.Cut(option, "=")
	if flag, found := strings.CutPrefix(name, "-XX:"); found {
		return "-XX:" + strings.TrimLeft(flag, "+-")
	}
	return name
}

func setsCollector(user []string) bool {
	for _, option := range user {
		name := nameOf(option)
		if strings.HasPrefix(name, "-XX:Use") && strings.HasSuffix(name, "GC") {
			return true
		}
	}
	return false
}

func setsHeap(user []string) bool {
	for _, option := range user {
		switch name := nameOf(option); {
		case strings.HasPrefix(name, "-Xmx"), name == "-XX:MaxHeapSize", name == "-XX:MaxRAMPercentage", name == "-XX:MaxRAMFraction", name == "-XX:MaxRAM":
			return true
		}
	}
	return false
}

// words splits a variable as the JVM does: at white space, which quotation marks of either kind protect.
func words(text string) []string {
	var found []string
	var word strings.Builder
	var quote rune
	open := false
	for _, c := range text {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote, open = c, true
		case quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			if open {
				found = append(found, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(c)
			open = true
		}
	}
	if open {
		found = append(found, word.String())
	}
	return found
}
