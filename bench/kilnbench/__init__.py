"""The benchmark behind bench/run."""
