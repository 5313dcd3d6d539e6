package main

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// noLimit and above is what version 1 of control groups writes where there is no limit.
const noLimit = int64(1) << 50

// limits are what the container may use: bytes of memory and processors, each 0 if there is no limit.
type limits struct {
	memory     int64
	processors float64
}

// readLimits reads the limits of the own control group, of version 2 or 1, below the root of a file system. In a container
// the group is what is mounted; outside it is found by /proc/self/cgroup, and each group above it counts as well.
func readLimits(root fs.FS) limits {
	var found limits
	for _, group := range groupsOf(root) {
		found.memory = leastOf(found.memory, group.memory(root))
		found.processors = leastOf(found.processors, group.processors(root))
	}
	return found
}

// group is a folder with files of a controller.
type group struct {
	folder     string
	version    int
	controller string
}

func groupsOf(root fs.FS) []group {
	var groups []group
	own, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		own = nil
	}
	const mount = "sys/fs/cgroup"
	groups = append(groups, group{mount, 2, ""}, group{mount + "/memory", 1, "memory"}, group{mount + "/cpu", 1, "cpu"}, group{mount + "/cpu,cpuacct", 1, "cpu"})
	for _, line := range strings.Split(string(own), "\n") {
		// number : controllers : path
		parts := strings.SplitN(line, ":", 3)
		if len(parts) != 3 {
			continue
		}
		for folder := strings.TrimPrefix(path.Clean(parts[2]), "/"); folder != "" && folder != "." && !strings.HasPrefix(folder, ".."); folder = path.Dir(folder) {
			switch controllers := strings.Split(parts[1], ","); {
			case parts[1] == "":
				groups = append(groups, group{path.Join(mount, folder), 2, ""})
			case slices.Contains(controllers, "memory"):
				groups = append(groups, group{path.Join(mount, "memory", folder), 1, "memory"})
			case slices.Contains(controllers, "cpu"):
				groups = append(groups, group{path.Join(mount, parts[1], folder), 1, "cpu"})
			}
		}
	}
	return groups
}

func (g group) memory(root fs.FS) int64 {
	name := "memory.max"
	if g.version == 1 {
		name = "memory.limit_in_bytes"
	}
	limit, err := strconv.ParseInt(g.read(root, name), 10, 64)
	if err != nil || limit <= 0 || limit >= noLimit {
		// No such file, or "max".
		return 0
	}
	return limit
}

func (g group) processors(root fs.FS) float64 {
	quota, period := g.read(root, "cpu.cfs_quota_us"), g.read(root, "cpu.cfs_period_us")
	if g.version == 2 {
		quota, period, _ = strings.Cut(g.read(root, "cpu.max"), " ")
	}
	time, err := strconv.ParseFloat(quota, 64)
	whole, wrong := strconv.ParseFloat(period, 64)
	if err != nil || wrong != nil || time <= 0 || whole <= 0 {
		// No such file, "max", or -1.
		return 0
	}
	return time / whole
}

func (g group) read(root fs.FS, name string) string {
	content, err := fs.ReadFile(root, path.Join(g.folder, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(content))
}

func leastOf[N int64 | float64](known, found N) N {
	if known == 0 || found != 0 && found < known {
		return found
	}
	return known
}
