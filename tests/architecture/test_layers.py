"""The import order is written down in docs/architecture.md; this machine holds it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("elections", "audits", "candidates", "reports")
MAY_IMPORT = {
    "huanjie.shared": set(),
    "huanjie.accounts": {"huanjie.shared", "huanjie.activity", "huanjie.files", "huanjie"},
    "huanjie.activity": {"huanjie.shared", "huanjie.accounts", "huanjie"},
    "huanjie.files": {"huanjie.shared", "huanjie.accounts", "huanjie.activity", "huanjie"},
    "huanjie": {"huanjie.shared", "huanjie.accounts", "huanjie.activity", "huanjie.files"},
    "elections": {"huanjie"},
    "audits": {"huanjie", "elections"},
    "candidates": {"huanjie", "elections", "audits.queries"},
    "reports": {"huanjie", "elections", "audits", "candidates"},
}
LAYERS = {
    "enums": 0, "rules": 1, "models": 2, "queries": 3, "permissions": 3, "figures": 3, "services": 4, "tasks": 5,
    "jobs": 5, "demo": 5, "forms": 5, "resources": 5, "tables": 5, "filters": 5, "views": 6, "urls": 6, "admin": 6,
}  # fmt: skip


def _modules():
    for app in (*APPS, "huanjie"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).with_suffix("")


def _imports(path: Path):
    tree = ast.parse((ROOT / path.with_suffix(".py")).read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
        elif isinstance(node, ast.ImportFrom) and node.level:
            package = path.parent.parts[: len(path.parent.parts) - node.level + 1]
            yield ".".join((*package, node.module or ""))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _room(module: str) -> str:
    parts = module.split(".")
    if parts[0] == "huanjie" and len(parts) > 1 and parts[1] in ("shared", "accounts", "activity", "files"):
        return f"huanjie.{parts[1]}"
    return parts[0]


def _is_ours(module: str) -> bool:
    return module.split(".")[0] in (*APPS, "huanjie")


@pytest.mark.parametrize("path", list(_modules()), ids=str)
def test_an_arrow_only_points_down(path):
    module = ".".join(path.parts)
    room = _room(module)
    allowed = MAY_IMPORT[room]
    wrong = [
        name
        for name in _imports(path)
        if _is_ours(name)
        and _room(name) != room
        and not any(name == a or name.startswith(a + ".") for a in allowed)
        and not (room.startswith("huanjie") and name == "huanjie")
    ]
    assert wrong == []


def _layer(module: str) -> int | None:
    parts = module.split(".")
    start = 2 if parts[0] == "huanjie" else 1
    if len(parts) <= start:
        return None
    name = parts[start]
    return next((level for key, level in LAYERS.items() if name == key or name.startswith(key + "_")), None)


@pytest.mark.parametrize("path", [p for p in _modules() if p.parts[0] in APPS], ids=str)
def test_inside_an_app_a_layer_imports_none_above_it(path):
    module = ".".join(path.parts)
    mine = _layer(module)
    if mine is None:
        return
    above = [
        name
        for name in _imports(path)
        if _is_ours(name) and (layer := _layer(name)) is not None and layer > max(mine, 4 if mine == 5 else mine)
    ]
    assert above == []


@pytest.mark.parametrize("path", [p for p in _modules() if "rules" in p.parts], ids=str)
def test_rules_are_pure(path):
    forbidden = ("django.db", "django.conf", "django.utils.timezone", "huanjie.shared.clock", "huanjie.activity")
    wrong = [n for n in _imports(path) if n.startswith(forbidden) or (_is_ours(n) and ".models" in n)]
    assert wrong == []
