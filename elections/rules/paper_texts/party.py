"""The papers of a Party organization's election (domain brief §1.3 to §1.5; 中国共产党基层组织选举工作条例, 2020)."""

from elections.enums import Side
from elections.rules.paper_kind import Genre, Issuer, PaperKind

RULES = "《中国共产党基层组织选举工作条例》"


def _paper(code, name, genre, step, text, *, issuer=Issuer.ORGANIZATION, repeats=False):
    return PaperKind(
        f"PA-{code}", name, genre, Side.PARTY, step, issuer, text, "", repeats, "中国共产党基层组织选举工作条例"
    )


PAPERS = (
    _paper("01L", "换届提醒函", Genre.LETTER, "PA01", f"""
        # 关于做好{{organization}}换届选举工作的提醒函
        @ {{organization}}
        你{{organization_kind}}本届委员会将于{{party_term_ends}}任期届满。根据{RULES}的规定，请提前做好换届选举准备工作，按期研究并呈报换届选举请示。确需提前或者延期的，应当报我委批准，延长或者提前期限一般不超过1年。
        ~ {{street_party}}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("03N", "成立换届工作领导小组的通知", Genre.LETTER, "PA03", """
        # 关于成立{street}社区党组织换届工作领导小组的通知
        @ 各社区党组织
        经研究，决定成立{street}社区党组织换届工作领导小组，组成人员如下：
        组长：{group_head}。
        副组长：{group_deputies}。
        成员：{group_members}。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("07M", "研究换届会议记录提纲", Genre.MINUTES, "PA07", """
        # {organization}研究换届选举会议记录
        [write:会议时间、会议地点、主持人、记录人、应到委员、实到委员]
        ## 一、议题
        是否按期换届；召开大会的形式、时间和议程；下届委员会委员名额和构成原则；候选人酝酿提名和选举办法。
        ## 二、讨论情况
        [blank:8|发言人|发言要点]
        ## 三、会议决定
        [write:决定事项、表决情况]
        [sign:主持人、记录人]
        """),
    _paper("08Q", "召开党员大会进行换届选举的请示", Genre.REQUEST, "PA08", f"""
        # 关于召开{{assembly}}进行换届选举的请示
        @ {{street_party}}
        {{organization}}本届委员会于{{party_term_began}}选举产生，将于{{party_term_ends}}任期届满，具备换届选举条件。根据{RULES}，经本届委员会研究，拟召开{{assembly}}进行换届选举。现将有关事项请示如下：
        ## 一、大会的形式、时间和议程
        拟于{{on_PA21}}召开{{assembly}}。主要议程：听取和审议本届委员会工作报告；选举产生新一届委员会。
        ## 二、新一届委员会的构成原则和名额
        新一届委员会委员名额拟为{{party_seats}}名，其中书记{{secretary_seats}}名，副书记{{party_deputy_seats}}名。委员候选人差额不少于应选人数的百分之二十，拟提候选人{{party_candidate_count}}名。
        ## 三、酝酿提名和选举办法
        候选人由本届委员会根据多数党员的意见提出，报上级党组织审查同意后提交大会选举。选举采用无记名投票方式，委员差额选举；书记、副书记由新一届委员会第一次全体会议等额选举。
        现有党员{{members_total}}名，其中有选举权的党员{{voting_members}}名。
        妥否，请批示。
        ~ {{organization}}
        """),
    _paper("09R", "同意召开党员大会的批复", Genre.REPLY, "PA09", """
        # 关于同意召开{assembly}进行换届选举的批复
        @ {organization}
        你{organization_kind}《关于召开{assembly}进行换届选举的请示》（{request_mark}）收悉。经研究，批复如下：
        一、同意你{organization_kind}于{on_PA21}召开{assembly}进行换届选举。
        二、同意新一届委员会由{party_seats}名委员组成，设书记{secretary_seats}名、副书记{party_deputy_seats}名。委员候选人{party_candidate_count}名，实行差额选举。
        三、书记、副书记由新一届委员会第一次全体会议等额选举产生。
        请严格按照有关规定做好选举工作，选举结果及时报批。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("10Q", "不计入应到会人数的请示", Genre.REQUEST, "PA10", f"""
        # 关于部分党员不计算在应到会人数之内的请示
        @ {{street_party}}
        根据{RULES}及有关规定，经核查，{{organization}}现有党员{{members_total}}名，其中有选举权的党员{{voting_members}}名。下列党员因特殊情况不能参加选举，拟不计算在应到会人数之内：
        [table:excluded_table]
        经上级党组织同意并经党员大会通过后，不计算在应到会人数之内。其他因请假、短期住院、外出等原因缺席的党员，仍计算在应到会人数之内。
        妥否，请批示。
        ~ {{organization}}
        """),
    _paper("10R", "不计入应到会人数的批复", Genre.REPLY, "PA10", """
        # 关于同意部分党员不计算在应到会人数之内的批复
        @ {organization}
        你{organization_kind}《关于部分党员不计算在应到会人数之内的请示》（{exclusion_request_mark}）收悉。经研究，同意所列{proposed_count}名党员提请党员大会通过后，不计算在应到会人数之内。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("11P", "代表名额分配方案", Genre.METHOD, "PA11", """
        # {organization}党员代表大会代表名额分配方案
        经上级党组织批准，{organization}召开党员代表大会，代表名额为{delegate_seats}名，代表候选人的差额不少于应选人数的百分之二十。名额分配如下：
        [lines:delegate_allocation]
        代表应当是具有选举权的正式党员，由各选举单位召开党员大会无记名投票选举产生，报代表资格审查小组审查。
        ~ {organization}
        """),
    _paper("12V", "党员推荐票", Genre.BALLOT, "PA12", """
        # {organization_committee}委员初步人选推荐票（党员）
        [blank:8|被推荐人姓名|推荐职务]
        [note] 请根据任职条件推荐，推荐人数不超过{party_candidate_count}名；多于规定人数的无效。本票无记名。
        """),
    _paper("12W", "群众推荐票", Genre.BALLOT, "PA12", """
        # {organization_committee}委员初步人选推荐票（群众）
        [blank:8|被推荐人姓名|推荐职务]
        [note] 请根据任职条件推荐，推荐人数不超过{party_candidate_count}名；多于规定人数的无效。本票无记名。
        """),
    _paper("12T", "推荐情况汇总表", Genre.SHEET, "PA12", """
        # {organization_committee}委员初步人选推荐情况汇总表
        [write:推荐会时间、地点、应到人数、实到人数、发出推荐票、收回推荐票、有效票]
        [blank:12|被推荐人|党员票|群众票|合计|名次]
        [sign:主持人、监督人、计票人]
        """),
    _paper("13M", "党工委研究初步人选会议纪要提纲", Genre.MINUTES, "PA13", """
        # {street_party}研究{organization_committee}初步人选会议纪要
        [write:会议时间、会议地点、主持人、出席、列席、记录人]
        会议听取了{organization}党员推荐、群众推荐情况汇报，对照任职条件和资格要求，研究确定初步人选如下：
        [blank:9|姓名|性别|出生年月|文化程度|拟任职务]
        [write:表决情况]
        [sign:主持人、记录人]
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("15N", "考察预告", Genre.NOTICE, "PA15", """
        # 关于{organization_committee}委员候选人初步人选考察预告
        根据换届选举工作安排，定于{inspection_from}至{inspection_to}对{organization_committee}委员候选人初步人选进行考察。考察对象（按姓氏笔画为序）：
        [lines:party_names]
        党员、群众对考察对象有意见的，请在考察期间向考察组或者街道党工委反映，也可以在本社区公开页面提出。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("16R", "委员候选人酝酿情况的报告", Genre.REPORT, "PA16", """
        # 关于{organization_committee}委员候选人酝酿情况的报告
        @ {street_party}
        根据批复要求，{organization}认真组织党员推荐、群众推荐，经本届委员会集体研究，酝酿产生委员候选人预备人选{party_member_candidate_count}名，应选{party_seats}名（按姓氏笔画为序）：
        [table:party_members_table]
        特此报告。
        ~ {organization}
        """),
    _paper("16Q", "书记、副书记候选人预备人选的请示", Genre.REQUEST, "PA16", """
        # 关于{organization}书记、副书记候选人预备人选的请示
        @ {street_party}
        经{organization}本届委员会集体研究，拟提下列同志为新一届委员会书记、副书记候选人预备人选：
        [table:party_leaders_table]
        妥否，请批示。
        ~ {organization}
        """),
    _paper("17R", "候选人预备人选的批复", Genre.REPLY, "PA17", """
        # 关于{organization_committee}候选人预备人选的批复
        @ {organization}
        你{organization_kind}《关于{organization}书记、副书记候选人预备人选的请示》（{candidates_request_mark}）及委员候选人酝酿情况的报告收悉。经研究，同意下列同志为委员候选人预备人选（按姓氏笔画为序）：
        [lines:party_names]
        同意下列同志为书记、副书记候选人预备人选：
        [table:party_leaders_table]
        请按照规定程序提交选举。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("18N", "候选人公示", Genre.NOTICE, "PA18", """
        # {organization_committee}委员候选人预备人选公示
        经党员推荐、群众推荐、资格审查和组织考察，现将{organization_committee}委员候选人预备人选予以公示（按姓氏笔画为序）：
        [table:party_members_table]
        公示期自{publicity_from}起至{publicity_to}止，不少于{candidate_publicity_days}个工作日。公示期间，党员、群众可以书面或者当面向街道党工委反映问题，也可以在本社区公开页面提出。反映问题应当实事求是，提倡实名反映。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("18R", "公示情况报告", Genre.REPORT, "PA18", """
        # 关于{organization_committee}委员候选人预备人选公示情况的报告
        @ {street_party}
        {organization_committee}委员候选人预备人选已于{publicity_from}至{publicity_to}公示。公示期间，{publicity_outcome}。
        特此报告。
        ~ {organization}
        """),
    _paper("19M", "党员大会选举办法（草案）", Genre.METHOD, "PA19", f"""
        # {{organization}}{{assembly}}选举办法（草案）
        第一条 根据《中国共产党章程》和{RULES}，制定本办法。
        第二条 本次大会选举新一届委员会委员{{party_seats}}名，候选人{{party_member_candidate_count}}名，实行差额选举。
        第三条 有选举权的到会人数不少于应到会人数的五分之四，会议有效。预备党员没有表决权、选举权和被选举权。
        第四条 选举采用无记名投票方式。对候选人可以投赞成票、不赞成票，也可以弃权。投不赞成票者可以另选他人，弃权的不能另选。因故未出席会议的党员不能委托他人代为投票。
        第五条 选票上候选人以姓氏笔画为序。每张选票所选人数等于或者少于应选人数的有效，多于应选人数的无效。
        第六条 收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。
        第七条 被选举人获得的赞成票超过应到会有选举权人数的一半，始得当选。获得赞成票超过半数的被选举人多于应选名额时，以得票多少为序，取足应选名额；票数相等不能确定当选人时，就票数相等的被选举人再次投票，得票多的当选。少于应选名额时，不足的名额另行选举。
        第八条 监票人由大会从不是候选人的党员中推选，经表决通过。计票人由会议主持人指定，在监票人监督下工作。
        第九条 计票完毕，监票人公布选举结果，会议主持人宣布当选人名单。
        第十条 本办法经大会通过后施行。
        """),
    _paper("19H", "党员大会主持词", Genre.MINUTES, "PA19", """
        # {organization}{assembly}主持词
        同志们：
        {organization}{assembly}现在开会。本次大会应到会有选举权的党员{expected}名，请工作人员报告实到人数。实到人数达到应到会人数的五分之四，可以开会。
        ## 一、听取和审议本届委员会工作报告
        ## 二、通过不计算在应到会人数之内的党员名单
        ## 三、通过选举办法
        ## 四、通过监票人名单，宣布计票人
        ## 五、宣布候选人名单
        候选人按姓氏笔画为序：{party_names}。应选委员{party_seats}名。
        ## 六、检查票箱、分发选票、填写选票、投票
        ## 七、清点选票，宣布选举有效
        ## 八、计票，公布结果，宣布当选名单
        [sign:主持人]
        """),
    _paper("19S", "监票人、计票人建议名单", Genre.SHEET, "PA19", """
        # {organization}{assembly}监票人、计票人建议名单
        总监票人：{party_chief_scrutineer}。
        监票人：{party_scrutineers}。
        计票人：{party_counters}。
        [note] 候选人不得担任监票人、计票人。监票人名单须经大会表决通过。
        """),
    _paper("19I", "候选人简介", Genre.SHEET, "PA19", """
        # {organization_committee}委员候选人简介
        [note] 按姓氏笔画为序。
        [table:party_members_table]
        """),
    _paper("19B", "委员选票", Genre.BALLOT, "PA19", """
        # {organization_committee}委员选票
        [ballot:party_names|赞成|不赞成|弃权|party_seats]
        [note] 应选委员{party_seats}名，候选人以姓氏笔画为序。赞成的在“赞成”栏划“○”，不赞成的在“不赞成”栏划“×”，弃权的在“弃权”栏划“△”。不赞成的可以在空白处另选他人并划“○”；弃权的不能另选。所选人数多于应选名额的无效。
        """),
    _paper("21A", "党员大会签到册", Genre.SHEET, "PA21", """
        # {organization}{assembly}签到册
        [note] 应到会有选举权的党员{expected}名。预备党员列席，另页签到。
        [sheet:voting_member_names|签到|备注]
        """),
    _paper("21C", "到会情况报告", Genre.REPORT, "PA21", """
        # {organization}{assembly}到会情况报告
        {organization}现有党员{members_total}名，有选举权的党员{voting_members}名，经批准并经大会通过不计算在应到会人数之内的{excluded_count}名，应到会{expected}名，到会不少于{quorum}名会议有效。
        ?party_attended_count 实到会{party_attended_count}名。
        !party_attended_count [write:实到会人数]
        [write:请假人数、缺席人数]
        [sign:清点人、主持人]
        """),
    _paper("21M", "党员大会会议记录提纲", Genre.MINUTES, "PA21", """
        # {organization}{assembly}会议记录
        [write:会议时间、会议地点、主持人、记录人、应到会人数、实到会人数]
        ## 一、审议工作报告情况
        [write:审议意见、表决结果]
        ## 二、通过选举办法、监票人名单情况
        [write:选举办法表决、监票人表决、不计入应到会名单表决]
        ## 三、选举情况
        ?party_rounds [rounds:party_rounds]
        !party_rounds [write:发出选票、收回选票、有效票、无效票]
        !party_rounds [blank:9|姓名|赞成|不赞成|弃权|是否当选]
        [sign:主持人、总监票人、记录人]
        """),
    _paper("21R", "委员选举结果报告单", Genre.RESULT, "PA21", """
        # {organization_committee}委员选举结果报告单
        {party_held_on}召开{assembly}。
        [rounds:party_rounds]
        ## 当选名单（按姓氏笔画为序）
        {party_elected_words}
        ?party_unsettled 另有{party_unsettled}名得票达到当选票数的，待审查或者确定。
        ?party_shortfall 尚缺{party_shortfall}名。
        [sign:总监票人、监票人、计票人、主持人]
        """),
    _paper("23M", "委员会第一次全体会议选举办法", Genre.METHOD, "PA23", f"""
        # {{organization}}第一次全体会议选举办法（草案）
        第一条 根据{RULES}，制定本办法。
        第二条 本次会议选举书记{{secretary_seats}}名、副书记{{party_deputy_seats}}名，实行等额选举。候选人按照上级批准的顺序排列。
        第三条 到会委员不少于应到会委员的五分之四，会议有效。
        第四条 选举采用无记名投票方式，被选举人获得的赞成票超过应到会委员人数的一半，始得当选。
        第五条 监票人由不是书记、副书记候选人的委员担任，经会议通过。
        第六条 本办法经会议通过后施行。
        """),
    _paper("23B", "书记、副书记选票", Genre.BALLOT, "PA23", """
        # {organization}书记、副书记选票
        [ballot:party_leader_names|赞成|不赞成|弃权|leader_seats]
        [note] 候选人按照上级批准的顺序排列。赞成的划“○”，不赞成的划“×”，弃权的划“△”。不赞成的可以另选他人；弃权的不能另选。
        """),
    _paper("23H", "第一次全体会议主持词", Genre.MINUTES, "PA23", """
        # {organization}第一次全体会议主持词
        同志们：
        受委托，由我主持{organization}新一届委员会第一次全体会议。
        ## 一、通过选举办法
        ## 二、通过监票人名单
        ## 三、宣布书记、副书记候选人名单
        候选人按照上级批准的顺序排列：{party_leader_names}。
        ## 四、投票、计票，宣布选举结果
        ## 五、研究委员分工
        [sign:主持人]
        """),
    _paper("23R", "书记、副书记选举结果报告单", Genre.RESULT, "PA23", """
        # {organization}书记、副书记选举结果报告单
        {leaders_held_on}，{organization}{leaders_meeting}，选举书记、副书记。
        [rounds:leader_rounds]
        ## 当选名单
        {leaders_elected_words}
        [sign:监票人、计票人、主持人]
        """),
    _paper("23D", "委员分工表", Genre.SHEET, "PA23", """
        # {organization_committee}委员分工表
        [table:party_duties_table]
        [sign:书记]
        """),
    _paper("24R", "选举结果的报告", Genre.REPORT, "PA24", """
        # 关于{organization_committee}选举结果的报告
        @ {street_party}
        {organization}于{party_held_on}召开{assembly}进行换届选举。{party_figures_words}
        当选名单（按姓氏笔画为序）：
        {party_elected_words}
        ?party_unsettled 另有{party_unsettled}名得票达到当选票数的，待审查或者确定后另行报告。
        ?party_shortfall 尚缺{party_shortfall}名，按规定办理后另行报告。
        特此报告。
        - 委员选举结果报告单
        ~ {organization}
        """),
    _paper("24Q", "选举结果的请示", Genre.REQUEST, "PA24", """
        # 关于{organization}书记、副书记选举结果的请示
        @ {street_party}
        {leaders_held_on}，{organization}{leaders_meeting}，选举{secretary_elected}同志为书记。
        ?deputies_elected 选举{deputies_elected}同志为副书记。
        妥否，请批示。
        ~ {organization}
        """),
    _paper("25R", "任职批复", Genre.REPLY, "PA25", """
        # 关于{organization_committee}选举结果的批复
        @ {organization}
        你{organization_kind}《关于{organization}书记、副书记选举结果的请示》（{result_request_mark}）收悉。经研究，同意{secretary_elected}同志任书记。
        ?deputies_elected 同意{deputies_elected}同志任副书记。
        ?party_elected_names 选出的委员{party_elected_names}予以备案。
        ~ {street_party}
        """, issuer=Issuer.WORK_COMMITTEE),
    _paper("26N", "选举结果公布", Genre.NOTICE, "PA26", """
        # {organization}换届选举结果公布
        {organization}于{party_held_on}召开{assembly}进行换届选举。经上级党组织批准，现将结果公布如下：
        书记：{secretary_elected}。
        ?deputies_elected 副书记：{deputies_elected}。
        ?party_elected_names 委员（按姓氏笔画为序）：{party_elected_names}。
        ~ {organization}
        """),
    _paper("26H", "党组织工作移交清单", Genre.SHEET, "PA26", """
        # {organization}工作移交清单
        [blank:14|移交事项|数量|移交情况|备注]
        [sign:移交人、接收人、监交人]
        """),
    _paper("27A", "换届档案目录", Genre.SHEET, "PA27", """
        # {organization}换届选举档案目录
        [blank:25|材料名称|日期|页数|备注]
        [sign:整理人、审核人]
        """),
)  # fmt: skip
