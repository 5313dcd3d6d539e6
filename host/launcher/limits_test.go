package main

import (
	"testing"
	"testing/fstest"
)

// The files as kernels write them: of a container with version 2, and of one with version 1 beside an outer group.
func TestLimitsOfControlGroups(t *testing.T) {
	file := func(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }
	for name, c := range map[string]struct {
		files  fstest.MapFS
		limits limits
	}{
		"version 2, in a container": {
			fstest.MapFS{
				"proc/self/cgroup":         file("0::/\n"),
				"sys/fs/cgroup/memory.max": file("268435456\n"),
				"sys/fs/cgroup/cpu.max":    file("50000 100000\n"),
			},
			limits{256 * megabyte, 0.5},
		},
		"version 2, without limits": {
			fstest.MapFS{
				"proc/self/cgroup":         file("0::/\n"),
				"sys/fs/cgroup/memory.max": file("max\n"),
				"sys/fs/cgroup/cpu.max":    file("max 100000\n"),
			},
			limits{},
		},
		"version 2, the least of the own group and those above": {
			fstest.MapFS{
				"proc/self/cgroup":                       file("0::/pod/container\n"),
				"sys/fs/cgroup/pod/memory.max":           file("536870912\n"),
				"sys/fs/cgroup/pod/cpu.max":              file("150000 100000\n"),
				"sys/fs/cgroup/pod/container/memory.max": file("max\n"),
				"sys/fs/cgroup/pod/container/cpu.max":    file("200000 100000\n"),
			},
			limits{512 * megabyte, 1.5},
		},
		"version 1, in a container": {
			fstest.MapFS{
				"proc/self/cgroup":                            file("4:memory:/docker/a1\n3:cpu,cpuacct:/docker/a1\n1:name=systemd:/docker/a1\n"),
				"sys/fs/cgroup/memory/memory.limit_in_bytes":  file("2147483648\n"),
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  file("200000\n"),
				"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": file("100000\n"),
			},
			limits{2048 * megabyte, 2},
		},
		"version 1, without limits": {
			fstest.MapFS{
				"proc/self/cgroup":                           file("4:memory:/\n3:cpu:/\n"),
				"sys/fs/cgroup/memory/memory.limit_in_bytes": file("9223372036854771712\n"),
				"sys/fs/cgroup/cpu/cpu.cfs_quota_us":         file("-1\n"),
				"sys/fs/cgroup/cpu/cpu.cfs_period_us":        file("100000\n"),
			},
			limits{},
		},
		"no control groups": {fstest.MapFS{}, limits{}},
		"files that nobody understands": {
			fstest.MapFS{
				"proc/self/cgroup":         file("what is this\n::\n0::/../..\n"),
				"sys/fs/cgroup/memory.max": file("a lot\n"),
				"sys/fs/cgroup/cpu.max":    file("\n"),
			},
			limits{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if found := readLimits(c.files); found != c.limits {
				t.Errorf("found %+v, not %+v", found, c.limits)
			}
		})
	}
}
