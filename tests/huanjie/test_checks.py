"""Each of our own deployment checks, with the thing it looks at broken."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from elections.models import Community, PartyMember, PartyOrganization
from huanjie import checks
from huanjie.shared import pdf


def ids(found) -> list[str]:
    return [each.id for each in found]


def test_a_sound_installation_has_nothing_to_say(settings, tmp_path):
    secrets = tmp_path / "secrets.json"
    secrets.write_text("{}")
    secrets.chmod(0o600)
    settings.SECRETS_FILE, settings.DATA_DIR = secrets, tmp_path
    assert checks.keys_kept_close(None) == checks.data_directory_writable(None) == checks.broker_answers(None) == []


def test_a_data_directory_that_cannot_be_written_is_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "away"
    assert ids(checks.data_directory_writable(None)) == ["huanjie.E001"]


@pytest.mark.parametrize(("mode", "said"), [(0o600, []), (0o640, ["huanjie.E003"]), (0o604, ["huanjie.E003"])])
def test_the_key_file_is_its_owners_alone(settings, tmp_path, mode, said):
    settings.SECRETS_FILE = tmp_path / "secrets.json"
    assert ids(checks.keys_kept_close(None)) == ["huanjie.E002"]
    settings.SECRETS_FILE.write_text("{}")
    settings.SECRETS_FILE.chmod(mode)
    assert ids(checks.keys_kept_close(None)) == said


def test_a_broker_nobody_answers_at_is_told(monkeypatch):
    from huanjie.celery import app

    def refuse(*arguments, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr(app, "connection_for_write", refuse)
    assert ids(checks.broker_answers(None)) == ["huanjie.E004"]


def test_missing_faces_missing_library_missing_fontconfig(monkeypatch, settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    monkeypatch.setattr(pdf, "check_engine", lambda: None)
    monkeypatch.setattr(pdf, "installed_families", lambda: frozenset({"DejaVu Sans"}))
    assert ids(checks.papers_can_be_set(None)) == ["huanjie.W001"]
    faces = {"LXGW WenKai Light", "LXGW WenKai", "Noto Serif CJK SC", "Noto Sans CJK SC"}
    monkeypatch.setattr(pdf, "installed_families", lambda: frozenset(faces))
    assert ids(checks.papers_can_be_set(None)) == ["huanjie.W002"]
    (tmp_path / pdf.FANDOL_FILE).write_bytes(b"face")
    assert checks.papers_can_be_set(None) == []

    def away():
        raise pdf.PdfError("缺少排版组件 Pango")

    monkeypatch.setattr(pdf, "check_engine", away)
    assert [(each.id, each.msg) for each in checks.papers_can_be_set(None)] == [("huanjie.E006", "缺少排版组件 Pango")]


def stored_member(community) -> PartyMember:
    branch = PartyOrganization.objects.create(name="支部", kind="branch", community=community, area_code=community.code)
    return PartyMember.objects.create(name="张三", gender="male", organization=branch, community=community,
                                      area_code=community.code, join_date="2001", id_number="420199199001011234")  # fmt: skip


def database_checks():
    return [each.id for each in run_checks(tags=[Tags.database], databases=["default"]) if "huanjie" in each.id]


def test_other_keys_than_the_stored_data_has_are_told_before_a_migration(district):
    assert database_checks() == []
    member = stored_member(Community.objects.first())
    assert database_checks() == []
    spoiled = bytes(60)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {PartyMember._meta.db_table} SET id_number = %s WHERE id = %s", [spoiled, member.pk])
    assert database_checks() == ["huanjie.E005"]
