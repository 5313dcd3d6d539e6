package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFunctionIsLargeByItsJars(t *testing.T) {
	const half = largeCode / 2
	for name, c := range map[string]struct {
		files     map[string]int64
		variables map[string]string
		arguments []string
		large     bool
	}{
		"nothing is there":  {},
		"small jars":        {files: map[string]int64{"lib/a.jar": half, "lib/b.jar": half - 1}},
		"many jars":         {files: map[string]int64{"lib/a.jar": half, "lib/b.jar": half}, large: true},
		"an odd folder":     {files: map[string]int64{"a[b]*/lib/a.jar": largeCode}, variables: map[string]string{"LAMBDA_TASK_ROOT": "a[b]*"}, large: true},
		"something else":    {files: map[string]int64{"lib/a.so": largeCode, "model.bin": largeCode}},
		"a shaded jar":      {files: map[string]int64{"app.jar": largeCode}, variables: map[string]string{"KILN_JAR": "app.jar"}, large: true},
		"layers":            {files: map[string]int64{"a/java/lib/a.jar": half, "b/java/lib/b.jar": half, "c/lib/c.jar": half}, variables: map[string]string{"KILN_LAYERS": "a, b"}, large: true},
		"no jars of layers": {files: map[string]int64{"a/b.jar": half, "a/java/a.jar": half}, arguments: []string{"--kiln.layers=a"}},
		"a jar and others":  {files: map[string]int64{"app.jar": half, "target/a.jar": half}, arguments: []string{"--kiln.jar=app.jar", "--kiln.lib=target"}, large: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for file, size := range c.files {
				if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, nil, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Truncate(file, size); err != nil {
					t.Fatal(err)
				}
			}
			variables := map[string]string{"LAMBDA_TASK_ROOT": "."}
			for name, value := range c.variables {
				variables[name] = value
			}
			if h := (&host{variables: variables, arguments: c.arguments}); h.isLarge() != c.large {
				t.Errorf("large is %t", h.isLarge())
			}
		})
	}
}
