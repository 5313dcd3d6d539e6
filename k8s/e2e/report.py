"""What a run prints."""

import time


class Report:
    def __init__(self):
        self.begin = time.monotonic()
        self.passed = 0
        self.failed = 0

    def say(self, text):
        print(f"[{time.monotonic() - self.begin:4.0f} s] {text}", flush=True)

    def check(self, name, good, found):
        """Counts a check; what was found is printed either way."""
        if good:
            self.passed += 1
            self.say(f"ok    {name}: {found}")
        else:
            self.fail(f"{name}: {found}")

    def fail(self, text):
        self.failed += 1
        self.say(f"FAIL  {text}")

    def summary(self):
        self.say(f"{self.passed} checks passed, {self.failed} failed")
        return 1 if self.failed else 0
