package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// functionCache is the cache that has the function's classes too.
func (h *host) functionCache() string {
	sum := sha256.Sum256([]byte(h.code()))
	return h.cacheNamed("function-" + hex.EncodeToString(sum[:4]))
}

// hostCache has what every function's start needs.
func (h *host) hostCache() string { return h.cacheNamed("host") }

// cacheNamed keeps caches for runs with the agent apart: its place on the boot class path is a part of them.
func (h *host) cacheNamed(name string) string {
	if h.agent != "" {
		name += "-agent"
	}
	return filepath.Join(h.caches, name+".aot")
}

// useCache takes the function's own cache, else the host's. One that was trained on something else is left out with one
// warning: the JVM would do so too, but without a word.
func (h *host) useCache() {
	if h.caches == "off" || slices.ContainsFunc(h.userOptions(), setsCache) {
		return
	}
	if problem := h.unusableFolder(); problem != "" {
		warn("%s; there is no cache", problem)
		return
	}
	reason := ""
	for _, cache := range []string{h.functionCache(), h.hostCache()} {
		known, err := os.ReadFile(ground(cache))
		if err != nil {
			continue
		}
		fitting, unmoved := strings.CutPrefix(string(known), place(cache))
		if !unmoved {
			_, fitting, _ = strings.Cut(string(known), "\n")
		}
		if difference := firstDifference(fitting, h.ground(cache)); difference == "" {
			h.cacheOption = cacheOption(cache, unmoved)
			break
		} else if reason == "" {
			reason = fmt.Sprintf("the cache '%s' does not fit and is left out: %s. 'kiln train' makes a new one", cache, difference)
		}
	}
	if reason != "" {
		warn("%s", reason)
	}
}

// unusableFolder says what is wrong with the name of the folder for caches: the JVM parts the names of layers by colons.
func (h *host) unusableFolder() string {
	if strings.Contains(h.caches, ":") {
		return fmt.Sprintf("KILN_CACHE is '%s', but the JVM takes no cache from a folder with a colon in its name", h.caches)
	}
	return ""
}

// upper is the layer beside a cache for what comes after the first answer; there is none where Spring comes before it.
func upper(cache string) string { return strings.TrimSuffix(cache, ".aot") + ".jsa" }

// cacheOption is the JVM's for a cache with its layers. The upper one knows the lower one by its path.
func cacheOption(cache string, unmoved bool) string {
	if unmoved && sizeOf(upper(cache)) > 0 {
		return "-XX:SharedArchiveFile=" + cache + ":" + upper(cache)
	}
	return "-XX:AOTCache=" + cache
}

// place is the first line of a ground: where the cache was trained.
func place(cache string) string { return "place\t" + cache + "\n" }

// ground is the file beside a cache that says what it was trained on.
func ground(cache string) string { return cache + ".ground" }

// filesOf a cache are its ground, without which nobody looks at the others, and its layers.
func filesOf(cache string) []string { return []string{ground(cache), upper(cache), cache} }

// ground has a line for each thing that a cache depends on: its name, then what it is like. The sizes of its layers
// tell of one that has been cut short.
func (h *host) ground(cache string) string {
	lines := []string{"Java\t" + h.java.version + " " + sizeAndTime(filepath.Join(h.java.home, "lib", "server", "libjvm.so"))}
	for _, layer := range []string{cache, upper(cache)} {
		lines = append(lines, filepath.Base(layer)+"\t"+strconv.FormatInt(sizeOf(layer), 10))
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

// decidesOnCache tells of options whose caches the JVM keeps apart.
func decidesOnCache(option string) bool {
	return beginsWithOneOf(option, "--add-", "--enable-native-access", "-Xbootclasspath", "-XX:+UseCompactObjectHeaders", "-XX:-UseCompressedOops", "-XX:+UseZGC")
}

// setsCache tells of an option of users who have caches of their own.
func setsCache(option string) bool {
	return beginsWithOneOf(option, "-XX:AOT", "-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit", "-Xshare")
}

func beginsWithOneOf(option string, beginnings ...string) bool {
	return slices.ContainsFunc(beginnings, func(beginning string) bool { return strings.HasPrefix(option, beginning) })
}

// sizeOf is 0 where there is no file.
func sizeOf(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
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
