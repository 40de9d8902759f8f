"""The other papers of a residents' committee's election: requests, forms, ballots, sheets, reports (domain brief §2.3)."""

from elections.enums import Side
from elections.rules.paper_kind import Genre, Issuer, PaperKind

COMMITTEE = Side.RESIDENTS_COMMITTEE


def _paper(code, name, genre, step, text, *, issuer=Issuer.ELECTION_COMMITTEE, repeats=False, article=""):
    return PaperKind(f"RC-{code}", name, genre, COMMITTEE, step, issuer, text, "", repeats, article)


PAPERS = (
    _paper("01N", "成立选举指导组的通知", Genre.LETTER, "RC01", """
        # 关于成立{street}居民委员会换届选举指导组的通知
        @ 各社区党组织、居民委员会
        为加强对居民委员会换届选举工作的指导，经研究，决定成立{steering}。现将组成人员通知如下：
        组长：{group_head}。
        副组长：{group_deputies}。
        成员：{group_members}。
        指导组负责指导、监督本街道各社区依法推选居民选举委员会、进行选民登记、提名候选人、组织投票和工作移交。选举结束后自行撤销。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("02N", "主任任期（离任）经济责任审计结果公示", Genre.NOTICE, "RC02", """
        # {community}居民委员会主任任期经济责任审计结果公示
        根据《中华人民共和国城市居民委员会组织法》第三十八条的规定，{audit_unit}对{community}居民委员会主任{audited_person}{audit_period}的经济责任履行情况进行了审计，现将结果公示如下：
        [lines:audit_results]
        公示期自{publicity_from}起至{publicity_to}止，不少于{open_days_min}日。居民有意见的，可以向街道办事处反映，也可以在本社区公开页面提出。
        ~ {committee}
        """, issuer=Issuer.COMMITTEE, article="城市居民委员会组织法第三十八条"),
    _paper("04M", "推选居民选举委员会会议记录提纲", Genre.MINUTES, "RC04", """
        # {community}推选居民选举委员会会议记录
        ?election_committee_votes_table {election_committee_meeting_words}
        !election_committee_votes_table [write:会议时间、应到人数、实到人数]
        [write:会议地点、主持人、记录人]
        ## 一、会议议程
        清点人数；宣读推选办法；通过监票人、计票人；发票、投票、计票；宣布推选结果。
        ## 二、推选结果
        保存全部得票排序，作为以后递补的依据。
        ?election_committee_votes_table [table:election_committee_votes_table]
        !election_committee_votes_table [blank:12|姓名|性别|得票数|是否当选]
        ## 三、意见和说明
        [write:会议意见、需要说明的情况]
        [sign:主持人、监票人、计票人、记录人]
        """),
    _paper("05M", "选举办法（草案）", Genre.METHOD, "RC05", """
        # {community}居民委员会换届选举办法（草案）
        第一条 根据《中华人民共和国城市居民委员会组织法》和本省有关规定，制定本办法。
        第二条 居民委员会换届选举由{election_committee}主持，接受{steering}的指导和监督。
        第三条 选举日为{election_day}，采用{mode}选举的方式。
        第四条 新一届居民委员会设主任{chair_seats}名，副主任{deputy_chair_seats}名，委员{member_seats}名，其中应当有妇女成员。居民委员会成员之间实行近亲属回避。
        第五条 选民名单在选举日的{voter_list_lead_days}日前公布；对名单的申诉自公布之日起{appeal_days}日内提出，居民选举委员会在收到申诉之日起{appeal_decide_days}日内处理并公布。
        第六条 候选人由社区党组织提名推荐，或者由{nomination_min_joint}名以上选民联合提名推荐。候选人名额应当多于应选名额。
        ?by_voters 第七条 登记参加选举的选民过半数投票，选举有效。
        ?by_households 第七条 户代表过半数投票，选举有效。
        ?by_representatives 第七条 居民代表超过三分之二投票，选举有效。
        第八条 候选人获得参加投票人员过半数的选票，始得当选。当选人数不足应选名额的，不足的名额另行选举，候选人以得票多的当选，但是所得票数不得少于已投选票总数的三分之一。
        ?by_voters 第九条 不能参加投票的选民可以书面委托本社区其他选民代为投票，每一名选民接受委托不得超过{proxy_max}人，候选人不得接受委托。
        ?by_households 第九条 不能参加投票的可以书面委托本社区其他选民代为投票，每一名选民接受委托不得超过{proxy_max}人，候选人不得接受委托。
        ?by_representatives 第九条 居民代表应当亲自投票，不得委托他人。
        第十条 选举采用无记名投票，公开计票，选举结果当场公布。投票地点设秘密写票处。
        第十一条 收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。
        第十二条 原居民委员会自新一届产生之日起{handover_days}日内完成工作移交，移交由居民选举委员会主持。
        第十三条 本办法经{meeting_that_passed}通过后施行。
        ~ {election_committee}
        """),
    _paper("06F", "选民登记表", Genre.SHEET, "RC06", """
        # {community}选民登记表
        [note] 登记类别：甲，户籍在本社区；乙，户籍不在本社区、在本社区常住；丙，在本社区工作的社区工作者。本表含个人信息，由居民选举委员会保管，不得张贴。
        [blank:18|姓名|性别|出生日期|居民小组|登记类别|登记人签名]
        [sign:登记员、审核人]
        """),
    _paper("09F", "选民名单申诉登记表", Genre.SHEET, "RC09", """
        # {community}选民名单申诉登记表
        [note] 自名单公布之日起{appeal_days}日内受理；自收到之日起{appeal_decide_days}日内处理并公布。
        [blank:10|申诉人|申诉事项|收到日期|处理意见|答复日期|签名]
        [sign:居民选举委员会主任、经办人]
        """, article="城市居民委员会组织法第十七条"),
    _paper("09D", "选民名单申诉处理决定", Genre.LETTER, "RC09", """
        # 关于选民名单申诉的处理决定
        @ {appellant}
        你于{appeal_received_on}提出的关于“{appeal_matter}”的申诉收悉。经居民选举委员会调查核实和集体研究，决定：{appeal_decision}。
        理由：{appeal_reason}。
        ~ {election_committee}
        """, repeats=True, article="城市居民委员会组织法第十七条"),
    _paper("11F", "选民联合提名表", Genre.SHEET, "RC11", """
        # {community}居民委员会成员候选人联合提名表
        [note] {nomination_min_joint}名以上选民可以联合提名推荐候选人。提名人应为本社区登记选民，逐人签名，不得代签、重复。
        [write:被提名人姓名、性别、出生年月、政治面貌、文化程度、拟任职务]
        [blank:15|提名人姓名|所在居民小组|本人签名|日期]
        [write:被提名人本人意见]
        """, article="城市居民委员会组织法第十八条"),
    _paper("11R", "党组织推荐函", Genre.LETTER, "RC11", """
        # 关于推荐{community}居民委员会成员候选人的函
        @ {election_committee}
        根据《中华人民共和国城市居民委员会组织法》第十八条的规定，经{organization}集体研究，推荐下列同志为{community}居民委员会成员候选人：
        [table:recommended_table]
        请按照法定程序办理。
        ~ {organization}
        """, issuer=Issuer.ORGANIZATION, article="城市居民委员会组织法第十八条"),
    _paper("16M", "候选人与居民见面会记录提纲", Genre.MINUTES, "RC16", """
        # {community}居民委员会成员候选人与居民见面会记录
        [write:时间、地点、主持人、参加人数]
        ## 一、候选人介绍履职设想
        [sheet:formal_names|发言要点]
        ## 二、居民提问与回答
        [blank:8|提问人|问题|候选人回答]
        [sign:主持人、记录人]
        """, article="城市居民委员会组织法第十八条"),
    _paper("17P", "委托投票证", Genre.SHEET, "RC17", """
        # {community}居民委员会选举委托投票证
        [write:委托人姓名、委托人所在居民小组、受委托人姓名、受委托人所在居民小组、不能参加投票的原因]
        本人因上述原因不能参加{election_day}的投票，自愿委托上述受委托人代为投票。
        [note] 受委托人应为本社区选民，接受委托不得超过{proxy_max}人；候选人不得接受委托。凭本证领取一张选票，涂改无效。
        [sign:委托人、受委托人、居民选举委员会经办人]
        """, article="城市居民委员会组织法第十九条"),
    _paper("19C", "主任选票", Genre.BALLOT, "RC19", """
        # {community}居民委员会主任选票
        [ballot:chair_candidates|赞成|不赞成|弃权|chair_seats]
        [note] 主任应选{chair_seats}名。同意的在“赞成”栏划“○”，不同意的在“不赞成”栏划“×”，都不划的为弃权；另选他人的，在空白处写上姓名并划“○”。所选人数多于应选名额的无效。
        """, article="城市居民委员会组织法第十九条"),
    _paper("19D", "副主任选票", Genre.BALLOT, "RC19", """
        # {community}居民委员会副主任选票
        [ballot:deputy_chair_candidates|赞成|不赞成|弃权|deputy_chair_seats]
        [note] 副主任应选{deputy_chair_seats}名。候选人按姓氏笔画为序。同意的在“赞成”栏划“○”，不同意的在“不赞成”栏划“×”，都不划的为弃权；另选他人的，在空白处写上姓名并划“○”。所选人数多于应选名额的无效。
        """, article="城市居民委员会组织法第十九条"),
    _paper("19M", "委员选票", Genre.BALLOT, "RC19", """
        # {community}居民委员会委员选票
        [ballot:member_candidates|赞成|不赞成|弃权|member_seats]
        [note] 委员应选{member_seats}名。候选人按姓氏笔画为序。同意的在“赞成”栏划“○”，不同意的在“不赞成”栏划“×”，都不划的为弃权；另选他人的，在空白处写上姓名并划“○”。所选人数多于应选名额的无效。
        """, article="城市居民委员会组织法第十九条"),
    _paper("19T", "唱票记录", Genre.SHEET, "RC19", """
        # {community}居民委员会选举唱票记录
        [write:票箱或投票站、唱票时间]
        [sheet:formal_names|“正”字记票|合计|计票人核对]
        [note] 另选他人的，另加行记录。
        [blank:5|另选人姓名|“正”字记票|合计]
        [sign:唱票人、计票人、监票人]
        """, article="城市居民委员会组织法第十九条"),
    _paper("19S", "选举大会会议记录提纲", Genre.MINUTES, "RC19", """
        # {community}居民委员会选举大会会议记录
        [write:会议时间、会议地点、主持人、记录人、应参加人数、实际参加人数]
        ## 一、大会议程
        宣布参加投票人数；宣读选举办法；宣布工作人员；候选人情况介绍；检查密封票箱；验证发票；秘密写票、投票；集中票箱、清点票数；公开唱票、计票；宣布结果；封存选票。
        ## 二、投票情况和结果
        ?committee_rounds [rounds:committee_rounds]
        !committee_rounds [write:发出选票、收回选票、有效票、无效票]
        !committee_rounds [blank:10|姓名|职务|得票数|是否当选]
        [sign:主持人、总监票人、计票人、记录人]
        """, article="城市居民委员会组织法第十九条"),
    _paper("19R", "选举结果报告单", Genre.RESULT, "RC19", """
        # {community}居民委员会选举结果报告单
        {committee_held_on}，{community}居民委员会选举采用{mode}选举的方式进行。
        [rounds:committee_rounds]
        ## 当选名单
        [table:committee_elected_table]
        ?committee_unsettled 另有{committee_unsettled}名得票达到当选票数的，待审查或者确定。
        ?committee_shortfall 尚缺{committee_shortfall}名，依法另行选举。
        [write:秘密写票处、公开唱票、当场公布]
        [sign:居民选举委员会主任、总监票人、监票人、计票人、唱票人]
        """, article="城市居民委员会组织法第十九条"),
    _paper("22R", "选举结果报告", Genre.REPORT, "RC22", """
        # 关于{community}居民委员会换届选举结果的报告
        @ {street_office}
        {community}居民委员会换届选举已于{committee_held_on}依法进行。现将结果报告如下：
        ## 一、投票情况
        {committee_figures_words}
        ## 二、当选人员
        [table:committee_elected_table]
        ?committee_unsettled 另有{committee_unsettled}名得票达到当选票数的，待审查或者确定后另行报告。
        ?committee_shortfall 尚缺{committee_shortfall}名，将依法另行选举。
        特此报告。
        - {community}居民委员会选举结果报告单
        ~ {election_committee}
        """),
    _paper("22C", "当选证", Genre.SHEET, "RC22", """
        # 当选证
        下列人员在{committee_held_on}举行的{community}居民委员会换届选举中依法当选，逐人颁发当选证：
        [table:committee_elected_table]
        [write:当选证编号、领取日期]
        [sign:居民选举委员会主任、领取人]
        """),
    _paper("22S", "选票封存单", Genre.SHEET, "RC22", """
        # {community}居民委员会选举选票封存单
        {committee_held_on}选举的全部选票已当众清点封存，由街道保管至下一届选举结束。
        [table:committee_sealing_table]
        [write:封存时间、封存地点、保管人]
        [sign:居民选举委员会主任、总监票人、街道监督人]
        """),
    _paper("23H", "工作移交清单", Genre.SHEET, "RC23", """
        # {community}居民委员会工作移交清单
        [note] 自新一届产生之日起{handover_days}日内完成，由居民选举委员会主持，街道办事处监督。
        [table:handover_table]
        [write:移交日期、未尽事项]
        [sign:移交人、接收人、主持人、街道监督人]
        """, article="城市居民委员会组织法第二十五条"),
    _paper("24D", "居民委员会成员分工表", Genre.SHEET, "RC24", """
        # {community}居民委员会成员分工表
        [table:committee_duties_table]
        [write:讨论通过的会议、日期]
        [sign:居民委员会主任]
        """, issuer=Issuer.COMMITTEE),
    _paper("25A", "换届档案目录", Genre.SHEET, "RC25", """
        # {community}居民委员会换届选举档案目录
        [blank:25|材料名称|日期|页数|备注]
        [sign:整理人、审核人]
        """, article="城市居民委员会组织法第三十九条"),
)  # fmt: skip
