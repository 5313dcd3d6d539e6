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

func TestWhatHasChangedSinceTrainingIsNamed(t *testing.T) {
	before := "Java\t25.0.1 1\na.jar\t10 100\nb.jar\t20 200\n"
	for now, expected := range map[string]string{
		before: "",
		"Java\t25.0.2 1\na.jar\t10 100\nb.jar\t20 200\n":             "Java is '25.0.2 1' and was '25.0.1 1' when it was trained",
		"Java\t25.0.1 1\na.jar\t11 100\nb.jar\t20 200\n":             "a.jar is '11 100' and was '10 100' when it was trained",
		"Java\t25.0.1 1\na.jar\t10 100\n":                            "b.jar is no longer there",
		"Java\t25.0.1 1\nb.jar\t20 200\na.jar\t10 100\n":             "its order has changed",
		"Java\t25.0.1 1\na.jar\t10 100\nb.jar\t20 200\nc.jar\t1 1\n": "c.jar is '1 1' and was '' when it was trained",
	} {
		if found := firstDifference(before, now); found != expected {
			t.Errorf("%q, not %q", found, expected)
		}
	}
}
