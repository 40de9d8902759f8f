"""The folders an installation writes to, looked at before Django is up."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ONE_PAGE = 4096  # a SQLite file that was opened and never migrated


def make_folder(path: Path) -> None:
    """Make a folder only its owner enters. Says in words why it cannot."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"不能建立目录：{path}（{problem.strerror}）。请检查 HUANJIE_DATA_DIR 的位置和权限。"
        ) from problem


def holds_data(database: Path) -> bool:
    """Whether a SQLite file has tables."""
    try:
        return database.stat().st_size > ONE_PAGE
    except OSError:
        return False
