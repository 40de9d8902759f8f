"""One row of a file on its way into the database."""

from dataclasses import dataclass, field

ACCEPT, WARN, REJECT, SKIP = "accept", "accept_with_warning", "reject", "skip"
CREATE, UPDATE, SAME = "create", "update", "same"


@dataclass(slots=True)
class SheetRow:
    """`values` is what was understood, `written` what the file says in the columns complained about; codes in
    `warnings` and `errors` are `code` or `code:column`. `key` finds the same thing in the database (never a plain ID
    number); `action` is create, update or same; `target` the row it meets as [pk, version]; `hints` a sentence
    more for single codes."""

    number: int
    outcome: str
    values: dict
    warnings: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    written: dict = field(default_factory=dict)
    key: str = ""
    action: str = CREATE
    target: list | None = None
    hints: dict = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.outcome == ACCEPT or self.outcome == WARN

    def warn(self, code: str) -> None:
        """Add a warning; an accepted row becomes one with warnings."""
        self.warnings.append(code)
        if self.outcome == ACCEPT:
            self.outcome = WARN

    def reject(self, code: str) -> None:
        """Add an error: the row will not be imported."""
        self.errors.append(code)
        self.outcome = REJECT

    def pack(self) -> list:
        """The row as JSON; `unpack` gives it back."""
        return [self.number, self.outcome, self.values, self.warnings, self.errors, self.written, self.key,
                self.action, self.target, self.hints]  # fmt: skip

    @classmethod
    def unpack(cls, stored: list) -> "SheetRow":
        return cls(*stored)


@dataclass
class Reading:
    """What a file was read as: data rows in the file's order, `skipped` as (row, why), the sheet they stand on, and the
    titles of columns nobody recognized."""

    rows: list[SheetRow]
    skipped: list[tuple[int, str]] = field(default_factory=list)
    sheet: str = ""
    ignored_sheets: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
