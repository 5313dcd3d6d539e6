"""How the benchmark says that it cannot go on."""


class Failure(Exception):
    """What went wrong and the way out, for the person at the terminal."""
