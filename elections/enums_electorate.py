"""Choices of the electorate: who may vote on either side, and the residents' election committee."""

from django.db import models

from huanjie.shared.transitions import Transitions


class RestrictionKind(models.TextChoices):
    """What takes a full member's vote away, or suspends it (《中国共产党基层组织选举工作条例》 2020 art. 5)."""

    PROBATION_WITHIN_PARTY = "probation_within_party", "留党察看"
    DETAINED = "detained", "留置，权利中止"
    ARRESTED = "arrested", "逮捕，权利中止"


class ExclusionGround(models.TextChoices):
    """The six who may be left out of 应到会 (domain brief §1.2); the rule set takes its words from here."""

    CANNOT_EXPRESS = "cannot_express", "患有精神病或者其他疾病不能表达本人意志的"
    ABROAD = "abroad", "自费出国半年以上的"
    SERVING_SENTENCE = "serving_sentence", "虽未受到留党察看以上处分但正在服刑的"
    BEDRIDDEN = "bedridden", "年老体弱卧床不起、长期生病生活不能自理的"
    RELATION_NOT_TRANSFERRED = "relation_not_transferred", "工作调动等半年以上，按规定应转走组织关系而没有转走的"
    HOMETOWN = "hometown", "已回原籍长期居住的离退休党员，因特殊情况没有转出组织关系、确实不能参加选举的"


class AssemblyKind(models.TextChoices):
    ASSEMBLY = "assembly", "党员大会"
    CONGRESS = "congress", "党员代表大会"


class AssemblyState(models.TextChoices):
    """Opening the meeting freezes the computation of who was due."""

    PLANNED = "planned", "筹备"
    OPENED = "opened", "已开会"


ASSEMBLY_TRANSITIONS = Transitions({AssemblyState.PLANNED: {AssemblyState.OPENED}})


class VoterCategory(models.TextChoices):
    """Who may register (csjwh-2026 art. 16)."""

    LOCAL = "local", "户籍在本社区"
    RESIDENT = "resident", "户籍不在、常住本社区"
    WORKER = "worker", "在本社区工作六个月以上的社区工作者"


class ObjectionMatter(models.TextChoices):
    LEFT_OUT = "left_out", "应登记而没有登记"
    WRONGLY_LISTED = "wrongly_listed", "不应登记而登记"
    WRONG_DETAILS = "wrong_details", "姓名等信息有误"


class ObjectionState(models.TextChoices):
    RECEIVED = "pending", "待处理"
    DECIDED = "resolved", "已处理"


OBJECTION_TRANSITIONS = Transitions({ObjectionState.RECEIVED: {ObjectionState.DECIDED}})


class ObjectionOutcome(models.TextChoices):
    """How an objection ended, and by how many it changes the number of voters."""

    ADDED = "added", "成立，补登 1 人"
    REMOVED = "removed", "成立，删去 1 人"
    CORRECTED = "corrected", "成立，更正信息，人数不变"
    REJECTED = "rejected", "不成立，维持名单"

    @property
    def change(self) -> int:
        return {"added": 1, "removed": -1}.get(self.value, 0)


class RepresentativeKind(models.TextChoices):
    HOUSEHOLD = "household", "户代表"
    RESIDENT = "resident", "居民代表"


class CommitteePost(models.TextChoices):
    """Art. 15: 主任、副主任、委员."""

    CHAIR = "chair", "主任"
    DEPUTY_CHAIR = "deputy_chair", "副主任"
    MEMBER = "member", "委员"


class Standing(models.TextChoices):
    """A person voted on for the residents' election committee."""

    SERVING = "serving", "在任"
    RESERVE = "reserve", "递补名单"
    WITHDRAWN = "withdrawn", "已退出"
    NOT_CHOSEN = "not_chosen", "未过半数"


STANDING_TRANSITIONS = Transitions(
    {Standing.SERVING: {Standing.WITHDRAWN}, Standing.RESERVE: {Standing.SERVING, Standing.WITHDRAWN}}
)


class WithdrawalGround(models.TextChoices):
    """Art. 15: nominated himself, or a near relative of him was."""

    SELF = "self", "本人被提名为候选人"
    RELATIVE = "relative", "近亲属被提名为候选人"
    OTHER = "other", "其他原因（辞去、去世、迁出等）"


class Kinship(models.TextChoices):
    """Near relatives, 民法典 art. 1045."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    SIBLING = "sibling", "兄弟姐妹"
    GRANDPARENT = "grandparent", "祖父母、外祖父母"
    GRANDCHILD = "grandchild", "孙子女、外孙子女"
