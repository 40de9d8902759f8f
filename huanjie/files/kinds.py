"""What jobs there are. Apps register theirs in a module named `jobs`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Outcome:
    """What a job's work came to.

    `result` is JSON kept on the job; `file` an optional (name, bytes) to download; `effect` an optional function
    called inside the transaction that marks the job done: whatever must happen exactly once belongs there. It gets
    the locked job and may return more JSON for `result`.
    """

    result: dict[str, Any] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None
    effect: Callable[[Any], dict | None] | None = None


@dataclass(frozen=True)
class JobKind:
    """`work(job, progress) -> Outcome` does the job; it may run twice, so it writes nothing itself. `effect_label` is
    the stage shown while the effect runs. `result_url(job)` gives the page that shows the result, if there is one."""

    name: str
    label: str
    work: Callable[..., Outcome]
    result_url: Callable[[Any], str] | None = None


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Make a kind known. Registering another kind under the same name is a programming error."""
    known = _kinds.setdefault(kind.name, kind)
    if known is not kind and known.work is not kind.work:
        raise ValueError(f"job kind {kind.name} is registered twice")


def kind_of(name: str) -> JobKind:
    """The kind of that name; KeyError when no app knows it."""
    return _kinds[name]


class JobProblem(Exception):
    """The job cannot be done, for a reason the user can read (Chinese) and act on. Not tried again."""
