"""Registration sheets as nobody has sent them yet: other encodings, other headings, merged headings."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from candidates.models import Candidate
from candidates.rules.registration import LAYOUT
from huanjie.shared.spreadsheet.header import find_header

HEADER = [
    "序号",
    "社区名称",
    "拟推荐职务",
    "姓名",
    "性别",
    "民族",
    "身份证号",
    "政治面貌",
    "入党时间",
    "学历",
    "提名方式",
    "联审结论",
]


@pytest.fixture
def rows(number):
    return [
        [1, "东湖甲社区", "书记", "戚志远", "男", "汉", number(), "党员", "2006.07", "大学", "组织推荐", "合格"],
        [2, "东湖乙社区", "副主任", "邹凯", "男", "汉", number(1), "群众", "/", "大专", "个人自荐", ""],
        [3, "东湖丙社区", "书记", "窦明", "男", "汉", number(2), "群众", "", "大专", "组织推荐", ""],
    ]


SAID = [
    ("accept", "戚志远", ["党组织书记"], "2006-07", []),
    ("accept", "邹凯", ["居委会副主任"], None, []),
    ("reject", None, None, None, ["position_requires_party_member"]),
]


def judged(file, *args) -> list[tuple]:
    out = io.StringIO()
    call_command(
        "import_candidates", str(file), "--area", "420199001", "--json", *args, stdout=out, stderr=io.StringIO()
    )
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    values = [(line, line["normalized"] or {}) for line in lines if line["outcome"] != "skip"]
    return [
        (line["outcome"], *(value.get(key) for key in ("name", "positions", "join_date")), line["errors"])
        for line, value in values
    ]


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "gb18030"])
def test_text_in_any_encoding(cycle, rows, tmp_path, encoding, separator):
    text = "\r\n".join(separator.join(map(str, row)) for row in (HEADER, *rows))
    file = tmp_path / ("登记表.txt" if separator == "\t" else "登记表.csv")
    file.write_bytes(text.encode(encoding))
    assert judged(file, "--dry-run") == SAID


def save(book, file):
    book.save(file)
    return file


def test_other_headings_and_what_they_hold(cycle, rows, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["东湖街道社区“两委”换届初步人选登记表"])
    book.active.append(["序 号", "提名社区", "建议 职务", "推荐人选", "性　别", "民 族", "公民身份号码", "政治\n面貌", "加入中共时间", "文化水平",
                        "提名 渠道", "区联审结果", "籍贯", "现工作单位", "社工证"])  # fmt: skip
    for row in rows:
        book.active.append([*row, "江汉江城", "东湖甲社区居委会", "中级"])
    file, marked = save(book, tmp_path / "登记表.xlsx"), tmp_path / "标注.xlsx"
    assert judged(file, "--errors", str(marked)) == SAID
    assert list(Candidate.objects.values_list("name", "native_place", "work_unit", "certificate")) == [
        (name, "江汉江城", "东湖甲社区居委会", "中级") for name in ("戚志远", "邹凯")
    ]
    written = [str(cell.value or "") for line in openpyxl.load_workbook(marked).active for cell in line]
    assert sum("政治面貌不是中共党员" in text for text in written) == 1


def test_headings_of_two_rows(cycle, rows, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["候选人登记及联审表"])
    sheet.append(["序号", "社区", "拟推荐职务", "基本情况", "", "", "", "提名方式", "联审部门意见", "", "联审结论"])
    sheet.append(["", "", "", "姓名", "身份证号码", "政治面貌", "入党时间", "", "纪委监委", "税务", ""])
    for merged in ("A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3", "I2:J2", "K2:K3"):
        sheet.merge_cells(merged)
    for row in rows:
        sheet.append([*row[:4], row[6], row[7], row[8], row[10], "无", "√", row[11]])
    assert judged(save(book, tmp_path / "登记表.xlsx"), "--dry-run") == SAID


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("join_date", "何年何月入党"), ("join_date", "加入党组织年月"), ("positions", "拟任（推荐）职务"), ("positions", "竞职岗位"),
        ("positions", "拟进班子职务"), ("political_status", "党派及政治面貌"), ("political_status", "政治面目"),
        ("education", "教育程度"), ("current_post", "单位及职务"), ("current_post", "工作单位、职务"), ("current_post", "目前职务"),
        ("work_unit", "工作单位"), ("incumbent", "是否留任"), ("nomination", "推荐渠道"), ("review_result", "资格联审意见"),
        ("phone", "本人联系电话"), ("community", "拟任社区"), ("name", "拟推荐人选"), ("name", "初步候选人"),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_what_it_says(key, heading, number):
    known = {"name": "姓名", "id_number": "身份证号", "positions": "拟推荐职务", "remark": "备注"}
    others = [name for column, name in known.items() if column != key]
    header = find_header(
        [[*others, heading, "提名方式" if key != "nomination" else "政治面貌"], ["张三", number()]], [], LAYOUT
    )
    assert next(column for column, index in header.columns.items() if index == len(others)) == key
