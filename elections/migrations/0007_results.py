import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0006_electorate"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "side",
                    models.CharField(
                        choices=[("party", "党组织"), ("residents_committee", "居民委员会")],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("round_number", models.PositiveSmallIntegerField(verbose_name="轮次")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first_ballot", "首次投票"),
                            ("tie_ballot", "再次投票"),
                            ("supplementary_ballot", "另行选举"),
                            ("rerun_election", "重新选举"),
                        ],
                        default="first_ballot",
                        max_length=30,
                        verbose_name="投票类型",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("all_voters", "全体选民"), ("households", "户代表"), ("representatives", "居民代表")],
                        max_length=20,
                        verbose_name="选举方式",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="投票日期")),
                ("due_count", models.PositiveIntegerField(verbose_name="有权参加人数")),
                ("relatives", models.JSONField(default=list, verbose_name="近亲属")),
                ("answers", models.JSONField(default=list, verbose_name="对应前一轮的后续")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待录入"),
                            ("entered", "待核对"),
                            ("differing", "两遍不一致"),
                            ("verified", "已核对"),
                            ("declared", "结果已确认"),
                        ],
                        default="prepared",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("report_number", models.CharField(blank=True, max_length=60, verbose_name="报告单编号")),
                (
                    "report_file",
                    models.FileField(blank=True, upload_to="reports/%Y/%m/", verbose_name="签字报告单扫描件"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_rounds",
                        to="elections.ballot",
                        verbose_name="前一轮",
                    ),
                ),
            ],
            options={
                "verbose_name": "选举投票",
                "verbose_name_plural": "选举投票",
                "ordering": ["area_code", "side", "round_number"],
            },
        ),
        migrations.CreateModel(
            name="BallotEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.PositiveSmallIntegerField(verbose_name="第几遍")),
                ("data", models.JSONField(verbose_name="数据")),
                ("entered_by_id", models.BigIntegerField(verbose_name="录入人编号")),
                ("entered_by", models.CharField(max_length=60, verbose_name="录入人")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                ("is_superseded", models.BooleanField(default=False, verbose_name="已重录")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "报告单录入",
                "verbose_name_plural": "报告单录入",
                "ordering": ["entered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BallotOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_valid", models.BooleanField(verbose_name="选举有效")),
                ("words", models.JSONField(verbose_name="结论和理由")),
                ("counts", models.JSONField(verbose_name="合计数")),
                ("next_rounds", models.JSONField(default=list, verbose_name="后续投票")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("declared_at", models.DateTimeField(verbose_name="确认时间")),
                ("declared_by", models.CharField(max_length=60, verbose_name="确认人")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "选举结果",
                "verbose_name_plural": "选举结果",
                "ordering": ["declared_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BallotPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("party_committee_member", "党组织委员"),
                            ("party_secretary", "党组织书记"),
                            ("party_deputy_secretary", "党组织副书记"),
                            ("committee_chair", "居委会主任"),
                            ("committee_deputy_chair", "居委会副主任"),
                            ("committee_member", "居委会委员"),
                        ],
                        max_length=30,
                        verbose_name="职务",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="选票顺序")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=10, verbose_name="性别"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="候选人编号")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "票上候选人",
                "verbose_name_plural": "票上候选人",
                "ordering": ["post", "position"],
            },
        ),
        migrations.CreateModel(
            name="BallotSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("party_committee_member", "党组织委员"),
                            ("party_secretary", "党组织书记"),
                            ("party_deputy_secretary", "党组织副书记"),
                            ("committee_chair", "居委会主任"),
                            ("committee_deputy_chair", "居委会副主任"),
                            ("committee_member", "居委会委员"),
                        ],
                        max_length=30,
                        verbose_name="职务",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="应选名额")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "应选名额",
                "verbose_name_plural": "应选名额",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BallotVenue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hall", "会场"),
                            ("station", "投票站"),
                            ("mobile_box", "流动票箱"),
                            ("postal", "函投"),
                            ("proxy", "委托投票"),
                        ],
                        default="hall",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="venues",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "投票点",
                "verbose_name_plural": "投票点",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ElectedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "side",
                    models.CharField(
                        choices=[("party", "党组织"), ("residents_committee", "居民委员会")],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("party_committee_member", "党组织委员"),
                            ("party_secretary", "党组织书记"),
                            ("party_deputy_secretary", "党组织副书记"),
                            ("committee_chair", "居委会主任"),
                            ("committee_deputy_chair", "居委会副主任"),
                            ("committee_member", "居委会委员"),
                        ],
                        max_length=30,
                        verbose_name="职务",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=10, verbose_name="性别"
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="身份标识")),
                ("is_write_in", models.BooleanField(default=False, verbose_name="另选人")),
                ("votes", models.PositiveIntegerField(verbose_name="得票")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("elected", "当选"),
                            ("awaiting_review", "另选人当选，待审查"),
                            ("relatives", "近亲属同时当选，待确定"),
                            ("withdrawn", "不再任职"),
                            ("void", "当选无效"),
                        ],
                        default="elected",
                        max_length=20,
                        verbose_name="情况",
                    ),
                ),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
                ("elected_on", models.DateField(verbose_name="当选日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elected",
                        to="elections.ballot",
                        verbose_name="投票",
                    ),
                ),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elected",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "当选人",
                "verbose_name_plural": "当选人",
                "ordering": ["area_code", "side", "post", "-votes", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("elected_on", models.DateField(verbose_name="新一届产生日期")),
                ("due_on", models.DateField(verbose_name="最迟完成日期")),
                ("items", models.JSONField(default=list, verbose_name="移交事项")),
                ("led_by", models.CharField(blank=True, max_length=50, verbose_name="主持人")),
                ("watched_by", models.CharField(blank=True, max_length=50, verbose_name="街道监督人")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作移交",
                "verbose_name_plural": "工作移交",
                "ordering": ["due_on", "area_code"],
            },
        ),
        migrations.CreateModel(
            name="SupervisionChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "meeting",
                    models.CharField(
                        choices=[("residents", "居民会议"), ("representatives", "居民代表会议")],
                        max_length=30,
                        verbose_name="会议",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="会议日期")),
                ("due_count", models.PositiveIntegerField(verbose_name="应到人数")),
                ("attended_count", models.PositiveIntegerField(verbose_name="实到人数")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="应选名额")),
                ("document_number", models.CharField(max_length=60, verbose_name="会议记录编号")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervision_choice",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "居务监督委员会推选",
                "verbose_name_plural": "居务监督委员会推选",
                "ordering": ["area_code"],
            },
        ),
        migrations.CreateModel(
            name="SupervisionMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=10, verbose_name="性别"
                    ),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="主任")),
                ("votes", models.PositiveIntegerField(verbose_name="得票")),
                ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
                (
                    "choice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="elections.supervisionchoice",
                        verbose_name="推选",
                    ),
                ),
            ],
            options={
                "verbose_name": "居务监督委员会成员",
                "verbose_name_plural": "居务监督委员会成员",
                "ordering": ["-votes", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("community_cycle", "side", "round_number"), name="ballot_round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("round_number__gte", 1)), name="ballot_round_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_superseded", False)),
                fields=("ballot", "sheet"),
                name="one_standing_entry_a_sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotperson",
            constraint=models.UniqueConstraint(
                fields=("ballot", "post", "position"), name="place_once_on_a_ballot_paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotseat",
            constraint=models.UniqueConstraint(fields=("ballot", "post"), name="post_once_in_a_ballot"),
        ),
        migrations.AddConstraint(
            model_name="ballotseat",
            constraint=models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="ballot_seat_at_least_one"),
        ),
        migrations.AddConstraint(
            model_name="ballotvenue",
            constraint=models.UniqueConstraint(fields=("ballot", "name"), name="venue_once_in_a_ballot"),
        ),
        migrations.AddIndex(
            model_name="electedperson",
            index=models.Index(fields=["area_code", "state"], name="elections_e_area_co_69c7fe_idx"),
        ),
        migrations.AddConstraint(
            model_name="supervisionmember",
            constraint=models.UniqueConstraint(fields=("choice", "name"), name="supervision_name_once"),
        ),
        migrations.AddConstraint(
            model_name="electedperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("ballot", "post", "key"),
                name="elected_once_to_a_post_in_a_round",
            ),
        ),
    ]
