"""Names of the log's verbs for a cycle's rules; the page hangs on the cycle's page."""

from huanjie.activity import verbs

verbs.register({"cycle.parameters_set": "修改规则参数", "cycle.province_rules_set": "登记省级规定"})
