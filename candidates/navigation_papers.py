"""Navigation and log words of the wing papers."""

from huanjie.activity import verbs

verbs.register({"candidate.paper_made": "打印候选人表格", "candidate.papers_ordered": "按批次打印候选人表格"})
