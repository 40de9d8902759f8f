"""A fresh database for every case: a copy of one that was migrated once. Knows nothing of Django."""

import os
import shutil
import uuid
from pathlib import Path

import psycopg


class Databases:
    """Makes databases on one server (PostgreSQL) or in one folder (SQLite) and takes them away again."""

    def __init__(self, server_url: str, folder: Path):
        self.server_url, self.folder = server_url, folder
        self.tag, self.made = uuid.uuid4().hex[:8], []

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.server_url else "SQLite"

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a process that shall use this database, with a data directory of its own."""
        folder = self.folder / f"{self.kind.lower()}-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {**os.environ, "HUANJIE_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "huanjie.settings"}
        wanted.pop("DATABASE_URL", None)
        if self.server_url:
            wanted["DATABASE_URL"] = self.server_url.rsplit("/", 1)[0] + "/" + self.database(name)
        else:
            wanted.pop("REDIS_URL", None)
        return wanted

    def database(self, name: str) -> str:
        return f"bench_{self.tag}_{name}"

    def create(self, name: str, copy_of: str = "") -> None:
        """An empty database, or a copy of one that nobody uses now."""
        if self.server_url:
            template = f" TEMPLATE {self.database(copy_of)}" if copy_of else ""
            self._server(f"CREATE DATABASE {self.database(name)}{template}")
        elif copy_of:
            copy_sqlite(self._file(copy_of), self._file(name))
            copy_secrets(self._file(copy_of), self._file(name))
        self.made.append(name)

    def drop(self, name: str) -> None:
        if self.server_url:
            self._server(f"DROP DATABASE IF EXISTS {self.database(name)} WITH (FORCE)")
        shutil.rmtree(Path(self.environment(name)["HUANJIE_DATA_DIR"]), ignore_errors=True)
        self.made.remove(name)

    def facts(self) -> dict:
        """What the server is and whether a commit is on the disk when it says so."""
        if not self.server_url:
            return {}
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
            return {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in names}

    def _file(self, name: str) -> Path:
        return Path(self.environment(name)["HUANJIE_DATA_DIR"]) / "huanjie.sqlite3"

    def _server(self, statement: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement)


def copy_secrets(source: Path, target: Path) -> None:
    """The keys go with the data: without them a copy opens nothing, and is refused."""
    keys = source.with_name("secrets.json")
    if keys.exists():
        shutil.copy2(keys, target.with_name("secrets.json"))


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database file nobody writes to, with its write-ahead log."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal"):
        if Path(f"{source}{suffix}").exists():
            shutil.copyfile(f"{source}{suffix}", f"{target}{suffix}")


def copy_beside(settings: dict, suffix: str) -> str:
    """Copy the database of Django's `settings` (its connection closed) under a new name and return the name."""
    if settings["ENGINE"].endswith("sqlite3"):
        name = f"{settings['NAME']}.{suffix}"
        copy_sqlite(Path(settings["NAME"]), Path(name))
        return name
    name = f"{settings['NAME']}_{suffix}"
    with _maintenance(settings) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {settings['NAME']}")
    return name


def drop_beside(settings: dict, name: str) -> None:
    if settings["ENGINE"].endswith("sqlite3"):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
    else:
        with _maintenance(settings) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _maintenance(settings: dict):
    return psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password=settings["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    )  # fmt: skip
