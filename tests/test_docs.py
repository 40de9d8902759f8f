"""The pages in docs/ say what the code does: every figure, code, command and variable is in them, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from audits.resources import BOOK as AUDITS
from candidates.resources import BOOK as CANDIDATES
from elections.resources import BOOK as ROSTER
from elections.rules.procedure_template import STEPS
from reports.figures import FIGURES, RATIOS
from reports.rules.day_sheet_file import BOOK as DAY_SHEET
from reports.rules.snapshot import REQUIRED

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("[a-z]*/README.md")])
BOOKS = {"roster": ROSTER, "registration": CANDIDATES, "day sheet": DAY_SHEET, "audits": AUDITS}
NAME = re.compile(r"\b(?:HUANJIE_[A-Z_]+|DATABASE_URL|REDIS_URL|PORT)\b")
ONLY_IN_TESTS = {"HUANJIE_TEST_SQLITE"}


@pytest.fixture(scope="module")
def domain() -> str:
    return (ROOT / "docs/domain.md").read_text()


def test_every_figure_and_ratio_is_explained(domain):
    missing = [
        each.key for each in (*FIGURES.values(), *RATIOS.values()) if f"| `{each.key}` | {each.label} |" not in domain
    ]
    assert missing == []


def test_every_step_stands_with_its_article(domain):
    wanted = [f"| {step.code} | {step.name} | {step.offset_days:+d} | {step.article} |" for step in STEPS]
    assert [line for line in wanted if line not in domain] == []


@pytest.mark.parametrize("name", BOOKS)
def test_every_code_stands_with_its_words(domain, name):
    rows = set(re.findall(r"^\| `([^`]+)` \| (?:warning|error) \| (.+) \|$", domain, re.MULTILINE))
    assert [code for code, words in BOOKS[name].texts.items() if (code, words) not in rows] == []


def test_the_snapshot_is_described(domain):
    assert [key for key in REQUIRED if f"`{key}`" not in domain] == []


def test_every_command_is_mentioned():
    commands = {path.stem for path in ROOT.glob("[a-z]*/**/management/commands/*.py")} - {"__init__"}
    words = "\n".join(page.read_text() for page in PAGES)
    assert commands
    assert sorted(command for command in commands if command not in words) == []


def test_the_example_environment_is_what_the_settings_read():
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "huanjie/settings.py").read_text()))
    offered = {
        line.lstrip("#").split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line
    }
    offered = {name for name in offered if NAME.fullmatch(name)}
    by_scripts = set(NAME.findall("".join(path.read_text() for path in (ROOT / "scripts").glob("*.sh"))))
    assert sorted(read - offered - ONLY_IN_TESTS) == []
    assert sorted(offered - read - by_scripts) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_pages_lead_somewhere(page):
    targets = re.findall(r'\]\(([^)#\s]+)[^)]*\)|src="([^"]+)"', page.read_text())
    files = [target for pair in targets for target in pair if target and "://" not in target]
    assert [target for target in files if not (page.parent / target).exists()] == []


def test_headings_the_handbook_points_to_exist():
    page = (ROOT / "docs/handbook.md").read_text()
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ")).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    assert [anchor for anchor in re.findall(r"\]\(#([^)]+)\)", page) if anchor not in headings] == []
