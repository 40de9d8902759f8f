"""The installation's keys: made once, closed, and never replaced behind the back of what they encrypted."""

import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from huanjie.folders import holds_data, make_folder
from huanjie.secrets import load_or_create


def test_made_once_and_closed(tmp_path):
    path = tmp_path / "kept" / "secrets.json"
    first = load_or_create(path)
    assert load_or_create(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secrets.json"]
    assert (len(first.data_key), len(first.lookup_key)) == (16, 32)


def test_lost_keys_of_stored_data_are_not_replaced(tmp_path):
    path = tmp_path / "secrets.json"
    with pytest.raises(ImproperlyConfigured, match="密钥文件不见了"):
        load_or_create(path, is_used=True)
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"session_key": "s"}', '{"session_key": "topsecret", "data_key": 1}'])
def test_a_spoiled_file_is_named_and_not_shown(tmp_path, content):
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match="密钥文件已损坏") as told:
        load_or_create(path)
    assert "topsecret" not in str(told.value)


def test_a_folder_that_cannot_be_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match="HUANJIE_DATA_DIR"):
        make_folder(tmp_path / "file" / "var")
    with pytest.raises(ImproperlyConfigured, match="不能读写密钥文件"):
        load_or_create(tmp_path / "file" / "secrets.json")


def test_a_file_of_tables_holds_data_an_opened_one_does_not(tmp_path):
    path = tmp_path / "huanjie.sqlite3"
    assert not holds_data(path)
    path.write_bytes(b"x" * 4096)
    assert not holds_data(path)
    path.write_bytes(b"x" * 8192)
    assert holds_data(path)


def test_the_keys_differ_from_one_installation_to_the_next(tmp_path):
    one, other = load_or_create(tmp_path / "a.json"), load_or_create(tmp_path / "b.json")
    assert one != other
    assert set(json.loads((tmp_path / "a.json").read_text())) == {"session_key", "data_key", "lookup_key"}
