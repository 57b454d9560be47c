"""Where each key of a TOML text stands: ``tomllib`` tells values, not lines.

The scanner walks a text that ``tomllib`` has already accepted, so it may trust
the grammar (TOML 1.0) and only has to find where keys, tables and array
elements begin. A property test holds it to ``tomllib``: both know exactly the
same paths.
"""

import tomllib
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BLANK = " \t\r"
_BARE_ENDS = ",]}#\n"


def lines_of(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table, key and array element of ``text``.

    A path is the way through the parsed document: ``("pillar", 0, "title")``.
    ``text`` must have passed ``tomllib.loads``.
    """
    return _Scanner(text.replace("\r\n", "\n")).scan()


@dataclass
class _Scanner:
    text: str
    at: int = 0
    line: int = 1
    found: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._next_statement():
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _next_statement(self) -> bool:
        self._skip_space()
        return self.at < len(self.text)

    def _header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        self._step(2 if many else 1)
        parts = self._key()
        self._step(2 if many else 1)
        path = self._within((), parts)
        if many:
            number = self.counts.get(path, 0)
            self.counts[path] = number + 1
            self._note(path)
            path = (*path, number)
        self._note(path)
        return path

    def _within(self, table: Path, parts: list[str]) -> Path:
        """Return the path of dotted ``parts``, inside the newest of each array."""
        path = table
        for position, part in enumerate(parts):
            path = (*path, part)
            if position < len(parts) - 1:
                self._note(path)
                if path in self.counts:
                    path = (*path, self.counts[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        parts = self._key()
        path = self._within(table, parts)
        self._note(path)
        self._step(1)
        self._value(path)

    def _key(self) -> list[str]:
        """Read a dotted key and stop at what ends it (``=`` or ``]``)."""
        parts = []
        while True:
            self._skip_blank()
            start = self.at
            if self.text[start] in "\"'":
                self._skip_string()
                written = self.text[start : self.at]
                parts.append(next(iter(tomllib.loads(f"{written} = 0"))))
            else:
                while self.text[self.at] not in f".=]{_BLANK}":
                    self._step(1)
                parts.append(self.text[start : self.at])
            self._skip_blank()
            if self.text[self.at] != ".":
                return parts
            self._step(1)

    def _value(self, path: Path) -> None:
        self._skip_blank()
        letter = self.text[self.at]
        if letter in "\"'":
            self._skip_string()
        elif letter == "[":
            self._array(path)
        elif letter == "{":
            self._inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in _BARE_ENDS:
                self._step(1)

    def _array(self, path: Path) -> None:
        self._step(1)
        number = 0
        while True:
            self._skip_space(commas=True)
            if self.text[self.at] == "]":
                self._step(1)
                return
            self._note((*path, number))
            self._value((*path, number))
            number += 1

    def _inline_table(self, path: Path) -> None:
        self._step(1)
        while True:
            self._skip_space(commas=True)
            if self.text[self.at] == "}":
                self._step(1)
                return
            self._pair(path)

    def _skip_string(self) -> None:
        quote = self.text[self.at]
        long = self.text.startswith(quote * 3, self.at)
        ending = quote * (3 if long else 1)
        self._step(len(ending))
        while not self.text.startswith(ending, self.at):
            escaped = quote == '"' and self.text[self.at] == "\\"
            self._step(2 if escaped else 1)
        self._step(len(ending))
        # A long string may end in one or two quotes of its own.
        while long and self.text.startswith(quote, self.at):
            self._step(1)

    def _skip_blank(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _BLANK:
            self._step(1)

    def _skip_space(self, *, commas: bool = False) -> None:
        """Skip blanks, line ends and comments (and commas, inside brackets)."""
        skipped = f"{_BLANK}\n{',' if commas else ''}"
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif letter in skipped:
                self._step(1)
            else:
                return

    def _note(self, path: Path) -> None:
        self.found.setdefault(path, self.line)

    def _step(self, letters: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + letters)
        self.at += letters
