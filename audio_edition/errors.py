"""What can go wrong for a person, and the exit code it ends with.

EditionError            1  (never raised itself)
├── UsageError          2  the command was used wrongly
├── TextError           3  the page or edition.md
├── VoicesError         4  voices.yaml
├── SpeechError         5  speech could not be made
│   └── EngineMissing   5  the engine itself cannot be had
├── AudioError          6  mastering, or writing the product
└── PublishError        7  publishing
"""


class EditionError(Exception):
    """An expected failure: what happened, where it happened, what to try.

    `where` is a place a person can open ("voices.yaml:12"), `hint` the next thing to do; either may be "".
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint


class UsageError(EditionError):
    """The command was used wrongly."""

    exit_code = 2


class TextError(EditionError):
    """The page or the edition's text cannot be used as it stands."""

    exit_code = 3


class VoicesError(EditionError):
    """voices.yaml cannot be used as it stands."""

    exit_code = 4


class SpeechError(EditionError):
    """A voice did not speak, or what it spoke is not whole."""

    exit_code = 5


class EngineMissing(SpeechError):  # noqa: N818 - it says what is the matter
    """The engine is not installed or does not answer at all."""


class AudioError(EditionError):
    """Sound could not be mastered, joined or written."""

    exit_code = 6


class PublishError(EditionError):
    """Something would break a subscriber."""

    exit_code = 7
