package main

import (
	goruntime "runtime"
	"slices"
	"strings"
	"testing"
)

func TestOptionsForTheLimits(t *testing.T) {
	for name, c := range map[string]struct {
		limits limits
		has    []string
		hasNot []string
	}{
		"a small container":    {limits{256 * megabyte, 0.5}, []string{"-XX:+UseSerialGC", "-Xmx89m", "-XX:InitialRAMPercentage=8.7"}, []string{"MetaspaceSize"}},
		"the shipped service":  {limits{512 * megabyte, 1}, []string{"-XX:+UseSerialGC", "-Xmx312m", "-XX:InitialRAMPercentage=15.2", "-XX:MetaspaceSize=64m"}, nil},
		"two CPUs":             {limits{2048 * megabyte, 2}, []string{"-XX:+UseSerialGC", "-Xmx1536m", "-XX:InitialRAMPercentage=4.7"}, nil},
		"a server":             {limits{2048 * megabyte, 2.5}, []string{"-XX:+UseG1GC", "-Xmx1536m"}, nil},
		"many CPUs":            {limits{1024 * megabyte, 16}, []string{"-XX:+UseSerialGC"}, nil},
		"much memory, one CPU": {limits{4096 * megabyte, 1}, []string{"-XX:+UseSerialGC", "-Xmx3072m"}, nil},
		"a large machine":      {limits{128 << 10 * megabyte, 1}, []string{"-Xmx31744m"}, nil},
		"no limit of memory":   {limits{0, 4}, []string{"-XX:+UseG1GC", "-XX:MetaspaceSize=64m"}, []string{"-Xmx", "InitialRAM"}},
		"no limits":            {limits{}, []string{ofThisMachine()}, []string{"-Xmx"}},
	} {
		t.Run(name, func(t *testing.T) {
			chosen := options(c.limits, nil, false)
			for _, option := range c.has {
				if !slices.Contains(chosen, option) {
					t.Errorf("%s is not in %v", option, chosen)
				}
			}
			for _, option := range c.hasNot {
				if strings.Contains(strings.Join(chosen, " "), option) {
					t.Errorf("%s is in %v", option, chosen)
				}
			}
		})
	}
}

func TestProcessorsThatTheUserTellsTheJvm(t *testing.T) {
	for user, collector := range map[string]string{
		"-XX:ActiveProcessorCount=4":                            "-XX:+UseG1GC",
		"-XX:ActiveProcessorCount=4 -XX:ActiveProcessorCount=1": "-XX:+UseSerialGC",
		"-XX:ActiveProcessorCount=many":                         "-XX:+UseSerialGC",
	} {
		if chosen := options(limits{2048 * megabyte, 2}, words(user), false); !slices.Contains(chosen, collector) {
			t.Errorf("with %s %s is not in %v", user, collector, chosen)
		}
	}
}

func TestTheSecondCompilerWaitsInLongStartsOnFewProcessors(t *testing.T) {
	const both, second = "-XX:CompileThresholdScaling=3", "-XX:Tier4InvocationThreshold=25000"
	for _, c := range []struct {
		large      bool
		processors float64
		expected   string
	}{{false, 1, both}, {true, 1, second}, {true, 2, second}, {true, 4, both}} {
		chosen := slices.DeleteFunc(options(limits{0, c.processors}, nil, c.large), func(option string) bool { return option != both && option != second })
		if !slices.Equal(chosen, []string{c.expected}) {
			t.Errorf("%+v: %v", c, chosen)
		}
	}
}

func TestTheLargestHeapThatAnOptionSets(t *testing.T) {
	for option, expected := range map[string]int64{
		"-Xmx40g":              40 << 10 * megabyte,
		"-Xmx1T":               1 << 20 * megabyte,
		"-XX:MaxHeapSize=512M": 512 * megabyte,
		"-Xmx2048k":            2 * megabyte,
		"-Xmx4194304":          4 * megabyte,
		"-Xmx":                 0,
		"-Xmxmuch":             0,
		"-Xms40g":              0,
	} {
		if found := largestHeap(option); found != expected {
			t.Errorf("%s: %d, not %d", option, found, expected)
		}
	}
}

func ofThisMachine() string {
	if goruntime.NumCPU() <= 2 {
		return "-XX:+UseSerialGC"
	}
	return "-XX:+UseG1GC"
}

func TestOptionsOfTheUserStayTheirs(t *testing.T) {
	for user, mine := range map[string]string{
		"-XX:+UseParallelGC":             "GC",
		"-Xmx100m":                       "-Xmx",
		"-XX:MaxRAMPercentage=70":        "-Xmx",
		"-XX:InitialRAMPercentage=10":    "InitialRAMPercentage",
		"-XX:MetaspaceSize=32m":          "MetaspaceSize",
		"-XX:-UseCompactObjectHeaders":   "UseCompactObjectHeaders",
		"-XX:TrimNativeHeapInterval=0":   "TrimNativeHeapInterval",
		"-XX:+OmitStackTraceInFastThrow": "OmitStackTraceInFastThrow",
		"-Dio.netty.noUnsafe=true":       "io.netty.noUnsafe",
	} {
		chosen := strings.Join(options(limits{512 * megabyte, 1}, words(user), false), " ")
		if strings.Contains(chosen, mine) {
			t.Errorf("beside %s there is %s", user, chosen)
		}
	}
}

func TestWordsOfAVariable(t *testing.T) {
	for text, expected := range map[string][]string{
		"":                                   nil,
		"  -Xmx1g\t-Da=b \n":                 {"-Xmx1g", "-Da=b"},
		`-Da="b c" '-Dd=e "f"' -Dg=h' 'i ""`: {"-Da=b c", `-Dd=e "f"`, "-Dg=h i", ""},
	} {
		if found := words(text); !slices.Equal(found, expected) {
			t.Errorf("%q gives %q, not %q", text, found, expected)
		}
	}
}
