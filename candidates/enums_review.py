"""Choices of the joint review, the conclusion, the notice and the reserve pool."""

from django.db import models

from huanjie.shared.transitions import Transitions


class Bar(models.TextChoices):
    """Where a circumstance comes from, which decides what a hit may do (domain brief §3.2)."""

    STATUTORY = "statutory", "法律规定"
    PARTY_RULE = "party_rule", "党内法规"
    POLICY = "policy", "换届政策"


class Applies(models.TextChoices):
    """For whose posts a circumstance is asked."""

    PARTY = "party", "党组织职务"
    RESIDENTS_COMMITTEE = "residents_committee", "居委会职务"
    BOTH = "both", "两类职务"


class HitAction(models.TextChoices):
    REJECT = "reject", "不得列为候选人"
    REVIEW = "review", "说明理由并由第二人会签"


class Answer(models.TextChoices):
    """What a department says about one circumstance. Nothing written is none of these, and never clear."""

    CLEAR = "clear", "未发现"
    FOUND = "found", "发现"
    CANNOT_CHECK = "cannot_check", "无法核查"
    CHECK_FURTHER = "check_further", "需进一步核实"


class ReviewRound(models.TextChoices):
    FIRST = "first", "首次联审"
    SECOND = "second", "二次联审"
    RECONSIDERATION = "reconsideration", "复议重审"


class BatchState(models.TextChoices):
    DRAFT = "draft", "待送出"
    SENT = "sent", "核查中"
    CLOSED = "closed", "已办结"


BATCH_TRANSITIONS = Transitions({BatchState.DRAFT: {BatchState.SENT}, BatchState.SENT: {BatchState.CLOSED}})


class Decision(models.TextChoices):
    PASSED = "passed", "通过"
    NOT_PASSED = "not_passed", "不通过"


class ConclusionState(models.TextChoices):
    AWAITING_SECOND = "awaiting_second", "待第二人会签"
    IN_FORCE = "in_force", "已生效"
    DECLINED = "declined", "会签未同意"
    SUPERSEDED = "superseded", "已被替代"


CONCLUSION_TRANSITIONS = Transitions(
    {
        ConclusionState.AWAITING_SECOND: {
            ConclusionState.IN_FORCE,
            ConclusionState.DECLINED,
            ConclusionState.SUPERSEDED,
        },
        ConclusionState.IN_FORCE: {ConclusionState.SUPERSEDED},
    }
)


class ReconsiderationState(models.TextChoices):
    OPEN = "open", "复议中"
    GRANTED = "granted", "复议成立，重新联审"
    REJECTED = "rejected", "维持原结论"


RECONSIDERATION_TRANSITIONS = Transitions(
    {ReconsiderationState.OPEN: {ReconsiderationState.GRANTED, ReconsiderationState.REJECTED}}
)


class RecusalGround(models.TextChoices):
    """Why an officer has nothing to do with a candidate. The last three can be inferred from the records."""

    DECLARED = "declared", "本人申请回避"
    RELATIVE = "relative", "近亲属"
    SAME_UNIT = "same_unit", "同一单位"
    SUCCESSOR = "successor", "拟接替本人职务"


class NoticeState(models.TextChoices):
    PUBLISHED = "published", "公示中"
    ENDED = "ended", "公示期满"
    CORRECTED = "corrected", "已更正"


NOTICE_TRANSITIONS = Transitions(
    {
        NoticeState.PUBLISHED: {NoticeState.ENDED, NoticeState.CORRECTED},
        NoticeState.ENDED: {NoticeState.CORRECTED},
    }
)


class ObjectionState(models.TextChoices):
    RECEIVED = "received", "已受理"
    INVESTIGATING = "investigating", "核实中"
    CLOSED = "closed", "已办结"


OBJECTION_TRANSITIONS = Transitions(
    {
        ObjectionState.RECEIVED: {ObjectionState.INVESTIGATING, ObjectionState.CLOSED},
        ObjectionState.INVESTIGATING: {ObjectionState.CLOSED},
    }
)


class ObjectionResult(models.TextChoices):
    NOT_CONFIRMED = "not_confirmed", "未查实，不影响候选资格"
    CONFIRMED_NO_EFFECT = "confirmed_no_effect", "属实，不影响候选资格"
    DISQUALIFIED = "disqualified", "查实，不能列为候选人"


class ReserveSource(models.TextChoices):
    """Where a person of the reserve pool comes from (source report S13, 头雁工程)."""

    RESERVE_CADRE = "reserve_cadre", "后备干部"
    ENTREPRENEUR = "entrepreneur", "民营企业家"
    VETERAN = "veteran", "退役军人"
    GRADUATE = "graduate", "大学生"
    SECONDED = "seconded", "机关选派"
    COMMUNITY_WORKER = "community_worker", "社区工作者"
    OTHER = "other", "其他"


class Willingness(models.TextChoices):
    UNKNOWN = "unknown", "尚未了解"
    WILLING = "willing", "愿意"
    HESITANT = "hesitant", "需再做工作"
    UNWILLING = "unwilling", "不愿意"


class Relation(models.TextChoices):
    """Near relatives of 城市居民委员会组织法 art. 8 and of the Party rules."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    SIBLING = "sibling", "兄弟姐妹"
    IN_LAW = "in_law", "近姻亲"
    OTHER = "other", "其他近亲属"


class Measure(models.TextChoices):
    """What disciplines leave a period of consequence (domain brief §3.2, Q06)."""

    PARTY_WARNING = "party_warning", "党内警告"
    PARTY_SERIOUS_WARNING = "party_serious_warning", "党内严重警告"
    PARTY_REMOVAL = "party_removal", "撤销党内职务"
    PARTY_PROBATION = "party_probation", "留党察看"
    EXPULSION = "expulsion", "开除党籍"
    ADMIN_WARNING = "admin_warning", "政务警告"
    ADMIN_DEMERIT = "admin_demerit", "政务记过"
    ADMIN_GRAVE_DEMERIT = "admin_grave_demerit", "政务记大过"
    ADMIN_DEMOTION = "admin_demotion", "政务降级或撤职"
