package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func TestAPartIsReadOnlyIfItIsYoungerThanItsTraining(t *testing.T) {
	file := filepath.Join(t.TempDir(), "function.aot")
	if err := os.WriteFile(file, []byte("content"), 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	trained := trainedGround{now.UnixNano(), file, "function.aot\t7 trusted\n"}
	for _, example := range []struct {
		content  string
		written  time.Time
		expected string
	}{
		{"content", now, "7 trusted"},
		{"content", now.Add(-time.Hour), "7 trusted"},
		{"content", now.Add(time.Millisecond), "7 61af7533"},
		{"longer content", now.Add(-time.Hour), "14 986677f6"},
	} {
		if err := os.WriteFile(file, []byte(example.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, example.written, example.written); err != nil {
			t.Fatal(err)
		}
		if found := sizeAndSum(file, trained); found != example.expected {
			t.Errorf("%q of %s: %q, not %q", example.content, example.written, found, example.expected)
		}
	}
	pipe := file + ".pipe"
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, expected := range map[string]string{file + ".none": "missing", pipe: "no file that can be read", t.TempDir(): "no file that can be read"} {
		if found := sizeAndSum(path, trained); found != expected {
			t.Errorf("%s: %q", path, found)
		}
	}
}

func TestAGroundOfAnotherFormTrustsNothing(t *testing.T) {
	for _, text := range []string{"", "place\t/cache/host.aot\nhost.aot\t7\n", "trained\tsoon /cache/host.aot\n"} {
		if ground := readGround(text); ground.at != 0 {
			t.Errorf("%q is of %d", text, ground.at)
		}
	}
	ground := readGround("trained\t12 /a b/host.aot\nhost.aot\t7 00000000\n")
	if ground.at != 12 || ground.place != "/a b/host.aot" || ground.of("host.aot") != "7 00000000" || ground.of("aot") != "" {
		t.Errorf("%+v", ground)
	}
}
