package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// functionCache is the cache that has the function's classes too.
func (h *host) functionCache() string {
	sum := sha256.Sum256([]byte(h.code()))
	return h.cacheNamed("function-" + hex.EncodeToString(sum[:4]))
}

// hostCache has what every function's start needs, or every large one's.
func (h *host) hostCache() string {
	if h.large {
		return h.cacheNamed("host-large")
	}
	return h.cacheNamed("host")
}

// largeCode is less than the jars of a function come to that brings a framework. With AWS's event types and Jackson they are
// 4 MB.
const largeCode = 8 * megabyte

// isLarge tells by the function's jars whether its start is a long one, of which the JDK's code has most: what training has
// learned of that is compiled early then. A short one is over before that pays.
func (h *host) isLarge() bool {
	code := h.code()
	size := sizeOf(code)
	folders := []string{firstOf(told(h.variables, h.arguments, "lib", ""), filepath.Join(code, "lib"))}
	for _, layer := range strings.Split(firstOf(told(h.variables, h.arguments, "layers", ""), "/opt"), ",") {
		folders = append(folders, filepath.Join(strings.TrimSpace(layer), "java", "lib"))
	}
	for _, folder := range folders {
		// What cannot be read is left to the host to speak of.
		files, _ := os.ReadDir(folder)
		for _, file := range files {
			if strings.HasSuffix(file.Name(), ".jar") {
				size += sizeOf(filepath.Join(folder, file.Name()))
			}
		}
	}
	return size >= largeCode
}

// cacheNamed keeps caches for runs with the agent apart: its place on the boot class path is a part of them.
func (h *host) cacheNamed(name string) string {
	if h.agent != "" {
		name += "-agent"
	}
	return filepath.Join(h.caches, name+".aot")
}

// useCache takes the function's own cache, else the host's for functions of its size, else the host's. One that was trained on
// something else is left out with one warning: the JVM would do so too, but without a word.
func (h *host) useCache() {
	if h.caches == "off" || slices.ContainsFunc(h.userOptions(), setsCache) {
		return
	}
	if problem := h.unusableFolder(); problem != "" {
		warn("%s; there is no cache", problem)
		return
	}
	reason := ""
	for _, cache := range slices.Compact([]string{h.functionCache(), h.hostCache(), h.cacheNamed("host")}) {
		known, err := os.ReadFile(ground(cache))
		if err != nil {
			continue
		}
		told := readGround(string(known))
		if difference := firstDifference(told.lines, h.groundNow(cache, told)); difference == "" {
			h.cacheOptions = cacheOptions(cache, told.place == cache)
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

// jars is the file beside a cache with what the host has made of the function's jars.
func jars(cache string) string { return strings.TrimSuffix(cache, ".aot") + ".jars" }

// cacheOptions are the JVM's for a cache with its layers. The upper one knows the lower one by its path.
func cacheOptions(cache string, unmoved bool) []string {
	var options []string
	if unmoved && sizeOf(upper(cache)) > 0 {
		options = append(options, "-XX:SharedArchiveFile="+cache+":"+upper(cache))
	} else {
		options = append(options, "-XX:AOTCache="+cache)
	}
	if sizeOf(jars(cache)) > 0 {
		options = append(options, "-Ddev.kiln.runtime.jars="+jars(cache))
	}
	return options
}

// partsOf a cache are what the JVM and the host read of it.
func partsOf(cache string) []string { return []string{cache, upper(cache), jars(cache)} }

// filesOf a cache are its ground, without which nobody looks at the others, and its parts.
func filesOf(cache string) []string { return append([]string{ground(cache)}, partsOf(cache)...) }

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
	if err != nil || info.IsDir() {
		return 0
	}
	return info.Size()
}
