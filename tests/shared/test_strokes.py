"""Names in the order of the strokes of the surname."""

from hypothesis import given
from hypothesis import strategies as st

from huanjie.shared.strokes import by_surname, strokes_of, surname_key, surname_of, unknown_characters


def test_strokes_of_real_surnames():
    wanted = {
        "丁": "12", "万": "153", "马": "551", "王": "1121", "司": "51251", "刘": "413422", "阳": "522511", "李": "1234521",
        "吴": "2511134", "张": "5153154", "陈": "5215234", "杨": "1234533", "欧": "13453534", "周": "35121251",
        "赵": "121213434", "黄": "12212512134", "囧": "2534251", "喆": "121251121251", "䶮": "135341134", "𬭎": "311154451354",
    }  # fmt: skip
    assert {character: strokes_of(character) for character in wanted} == wanted


def test_fewer_strokes_first_then_the_first_stroke_that_differs():
    names = [
        "黄甲",
        "赵甲",
        "周甲",
        "杨甲",
        "陈甲",
        "张甲",
        "李甲",
        "吴甲",
        "刘甲",
        "王甲",
        "马甲",
        "万甲",
        "丁甲",
        "于甲",
        "习甲",
    ]
    assert "".join(name[0] for name in by_surname(names)) == "丁于万习马王刘李杨吴张陈周赵黄"


def test_a_single_given_name_stands_before_a_double_one():
    assert by_surname(["马兴一", "马飚", "王小兰", "王毅"]) == ["马飚", "马兴一", "王毅", "王小兰"]


def test_compound_surnames_are_one_surname():
    assert [surname_of(name) for name in ("欧阳丹", "欧明", "司马光", "诸葛", "阿依·古丽")] == [
        "欧阳",
        "欧",
        "司马",
        "诸",
        "阿",
    ]
    assert by_surname(["欧阳丹", "欧明明", "司马光", "司一"]) == ["司一", "司马光", "欧明明", "欧阳丹"]


def test_a_character_without_strokes_comes_last_and_is_named():
    assert by_surname(["𰻝一", "黄甲", "丁甲"]) == ["丁甲", "黄甲", "𰻝一"]
    assert unknown_characters(["𰻝一", "丁甲"]) == ["𰻝"]


@given(st.lists(st.text(alphabet="丁于万王李张刘欧阳司马一小明丹", min_size=2, max_size=4)))
def test_the_order_does_not_depend_on_the_order_given(names):
    assert by_surname(names) == by_surname(reversed(names))
    keys = [surname_key(name) for name in by_surname(names)]
    assert keys == sorted(keys)
