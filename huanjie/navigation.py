"""Navigation and to-do entries as data. Apps declare theirs in a module named `navigation`, found by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One line of the left navigation. `roles` are role values; empty means every signed-in person. `phone` puts it in
    the bottom bar of a phone too (at most five per role)."""

    label: str
    url_name: str
    icon: str
    order: int
    roles: frozenset[str] = frozenset()
    phone: bool = False

    @property
    def is_rare(self) -> bool:
        """Entries from order 50 on are for now and then."""
        return self.order >= 50

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Todo:
    """Something that waits for this person: `count` of it, at `url`; `tone` is one of late, due, returned, info."""

    label: str
    url: str
    count: int
    tone: str = "due"


@dataclass
class Registry:
    entries: list[Entry] = field(default_factory=list)
    todo_sources: list[Callable[..., Iterable[Todo]]] = field(default_factory=list)
    shell_sources: list[Callable[..., dict]] = field(default_factory=list)
    start_pages: dict[str, str] = field(default_factory=dict)


registry = Registry()


def register(*entries: Entry) -> None:
    """Add navigation entries."""
    registry.entries.extend(entries)


def register_todos(source: Callable[..., Iterable[Todo]]) -> None:
    """Add a function (viewer) -> to-dos. It runs on the start page only."""
    registry.todo_sources.append(source)


def register_shell(source: Callable[..., dict]) -> None:
    """Add a function (viewer) -> context for the frame of every page; it must cost one small query at most."""
    registry.shell_sources.append(source)


def register_start(role: str, url_name: str) -> None:
    """The page a role begins with after signing in, instead of the to-dos."""
    registry.start_pages[role] = url_name


def entries_for(viewer) -> list[Entry]:
    """The viewer's navigation, in order."""
    mine = [entry for entry in registry.entries if not entry.roles or viewer.role in entry.roles]
    return sorted(mine, key=lambda entry: entry.order)


def todos_for(viewer) -> list[Todo]:
    """What waits for this person, the most pressing first; nothing with a count of zero."""
    tones = ("late", "returned", "due", "info")
    found = [todo for source in registry.todo_sources for todo in source(viewer) if todo.count]
    return sorted(found, key=lambda todo: tones.index(todo.tone))


def shell(request) -> dict:
    """Context processor: what the frame of every page shows."""
    from huanjie.accounts.queries import installation

    viewer = getattr(request, "viewer", None)
    context = {"installation": installation.current(), "viewer": viewer}
    if viewer is not None:
        context["navigation"] = entries_for(viewer)
        for source in registry.shell_sources:
            context.update(source(viewer))
    return context
