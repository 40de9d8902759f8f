"""Invented people. ID numbers lie in area 420199, which was never assigned; phones begin with 160000."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from huanjie.shared.identity import check_digit

AREA = "420199"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
COMPOUND = ("欧阳", "司徒", "诸葛", "上官")
MALE = "伟强磊军勇杰涛明超辉刚平华飞鹏斌波亮建国志文海峰春林德胜永庆宏宇晨浩然子轩"
FEMALE = "芳娜秀英敏静丽艳娟霞玲桂兰玉梅婷雪慧颖洁莉倩红萍燕琳云凤佳怡欣然雨桐梦瑶"
RARE = ("𬭎", "䶮", "喆", "玥", "镕", "彧", "旻")
ETHNICITIES = ("汉族",) * 24 + ("回族", "土家族", "满族", "壮族")
EDUCATIONS = ("大学专科",) * 5 + ("大学本科",) * 4 + ("高中及中专",) * 4 + ("初中及以下",) * 2 + ("研究生及以上",)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    gender: str
    ethnicity: str
    birth_date: date
    id_number: str
    phone: str
    education: str
    join_date: str
    full_date: str
    is_probationary: bool


class People:
    """Makes invented people, none of them twice."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self._sequence: dict[date, int] = {}
        self._phone = 0

    def person(self, today: date, *, youngest: int = 22, oldest: int = 86) -> Person:
        """A Party member between two ages."""
        random = self.random
        gender = random.choice(("男", "女"))
        age_days = random.randint(youngest * 365 + 10, oldest * 365)
        birth = today - timedelta(days=age_days)
        joined_at = random.randint(19, max(20, min(age_days // 365 - 2, 45)))
        join = date(birth.year + joined_at, random.randint(1, 12), 1)
        is_probationary = (today - join).days < 365
        join = min(join, today - timedelta(days=120))
        self._phone += 1
        return Person(
            name=self._name(gender),
            gender=gender,
            ethnicity=random.choice(ETHNICITIES),
            birth_date=birth,
            id_number=self._id_number(birth, gender),
            phone=f"160{self._phone:08}",
            education=random.choice(EDUCATIONS),
            join_date=f"{join:%Y-%m}",
            full_date="" if is_probationary else f"{join.year + 1}-{join:%m}",
            is_probationary=is_probationary,
        )

    def _name(self, gender: str) -> str:
        random = self.random
        surname = random.choice(COMPOUND) if random.random() < 0.01 else random.choice(SURNAMES)
        letters = MALE if gender == "男" else FEMALE
        given = "".join(random.sample(letters, random.choice((1, 2, 2, 2))))
        if random.random() < 0.01:
            given = given[:-1] + random.choice(RARE)
        return surname + given

    def _id_number(self, birth: date, gender: str) -> str:
        """The day's next sequence number whose last digit says the gender (odd for men), with its check digit."""
        number = self._sequence.get(birth, 0) + 1
        if (number % 2 == 1) != (gender == "男"):
            number += 1
        self._sequence[birth] = number
        body = f"{AREA}{birth:%Y%m%d}{number:03}"
        return body + check_digit(body)
