/** Forms and the poster after the decision: their fields, this system's words, and what a county's own Word file takes up. Pure. */
import { framed, type LetterField, type LetterKind } from '#kernel/letter.ts'
import { posterFrame } from '#kernel/poster-kind.ts'

const applicant: LetterField = { name: '申请人', about: '申请人姓名', example: '张示例' }

/** 确认后公布 (认定办法 第十七条): the only poster without a term, since nobody objects to it before it holds. */
export const publishedKind: LetterKind = {
  key: 'recognition.published',
  name: '确认结果公布（公布榜）',
  sort: 'poster',
  fields: [
    { name: '公布日期', about: '打印公布榜的日期', example: '2023年9月20日' },
    {
      name: '名单',
      about: '序号、姓名、所在村（居）、供养方式、供养起始；不含身份证号、等级和疾病',
      kind: 'table',
      example: '（名单）',
      required: { key: 'recognition.where', why: '没有名单就没有公布' },
    },
    { name: '乡镇', about: '人员所在的乡镇（街道）', example: '××镇' },
    { name: '监督电话', about: '县级民政部门监督电话', example: '0000-0000000' },
  ],
  text: {
    title: '特困人员救助供养确认结果公布',
    paragraphs: ['下列人员已由县级民政部门确认为特困人员，现予公布。', '{{名单}}', '监督电话：{{监督电话}}'],
  },
  frame: posterFrame(['序号', '姓名', '所在村（居）', '供养方式', '供养起始'], ['分散供养', '2023年9月1日']),
}

/** 评审会名单: on the table of the meeting, not on a wall. */
export const meetingKind: LetterKind = {
  key: 'recognition.meeting',
  name: '评审会名单',
  sort: 'form',
  fields: [
    { name: '单位', about: '县级民政部门', example: '××县民政局' },
    { name: '评审会日期', about: '安排的评审会日期；没有安排的印“未安排”', example: '2023年9月15日' },
    { name: '件数', about: '名单上的件数', example: '12' },
    {
      name: '名单',
      about: '序号、案件号、姓名、年龄、乡镇村、三项条件、系统建议、抽查、审核意见、期限、评审结果',
      kind: 'table',
      example: '（名单）',
      required: { key: 'recognition.where', why: '没有名单就不能评审' },
    },
  ],
  text: {
    title: '特困人员认定评审会名单',
    paragraphs: [
      '{{单位}}    评审会 {{评审会日期}}    共{{件数}}件',
      '{{名单}}',
      '名单不印身份证号、残疾和疾病。评审结果由参会人当场填写，会后由县级救助负责人在系统中决定。',
    ],
  },
}

const form = (name: string, about: string): LetterField => ({
  name,
  about,
  kind: 'table',
  example: '（表格）',
  required: { key: 'recognition.survey_methods', why: '没有表格就不能登记' },
})

export const surveyKind: LetterKind = {
  key: 'recognition.survey',
  name: '入户调查表（含空表）',
  sort: 'form',
  fields: [
    { name: '案件号', about: '认定案件的编号', example: 'RD-2023-0001' },
    applicant,
    { name: '地址', about: '乡镇、村（居）和住址', example: '××镇××村　示例路1号' },
    form('调查表', '调查项目，与登记页面顺序一致'),
  ],
  text: {
    title: '特困人员救助供养入户调查表',
    paragraphs: ['案件号 {{案件号}}    申请人 {{申请人}}    {{地址}}', '{{调查表}}'],
  },
  frame: {
    example: {
      行: framed(
        ['项目', '情况'],
        [
          ['调查日期', '2023年8月16日'],
          ['调查人（两人以上）', '王演示、李样本'],
          ['家庭与收入（每月）', '养老金120.00元'],
          ['邻里访问', '示例：独自居住，无人照料'],
        ],
      ),
      签署: [{ 栏目: '申请人（签名或捺印）', 内容: '' }],
    },
    optional: ['签署', '栏目'],
    widths: [24, 76],
  },
}

export const applicationKind: LetterKind = {
  key: 'recognition.application',
  name: '申请书（空表）',
  sort: 'form',
  fields: [{ name: '制表单位', about: '县级民政部门', example: '××县民政局' }, form('申请表', '申请人填写的项目')],
  text: {
    title: '特困人员救助供养申请书',
    paragraphs: ['{{制表单位}}制表', '{{申请表}}', '能由核对机制查到的材料不用交。缺材料的，受理时一次性告知。'],
  },
  frame: {
    example: {
      行: framed(
        ['项目', '填写'],
        [
          ['谁申请', '□本人　□监护人'],
          ['申请人姓名', '＿＿＿＿'],
          ['所附材料', '□身份证'],
        ],
      ),
      签署: [{ 栏目: '申请人（签名或捺印）', 内容: '' }],
    },
    optional: ['签署', '栏目'],
    widths: [24, 76],
  },
}

export const reviewKind: LetterKind = {
  key: 'recognition.review',
  name: '审核确认表',
  sort: 'form',
  fields: [
    { name: '案件号', about: '认定案件的编号', example: 'RD-2023-0001' },
    applicant,
    { name: '地址', about: '乡镇和村（居）', example: '××镇××村' },
    { name: '决定文号', about: '作出决定后的文号', example: '×民救〔2023〕1号' },
    form('审核表', '逐项结论、经过和签名'),
  ],
  text: {
    title: '特困人员救助供养审核确认表',
    paragraphs: ['案件号 {{案件号}}    申请人 {{申请人}}    {{地址}}    {{决定文号}}', '{{审核表}}'],
  },
  frame: {
    example: {
      行: framed(
        ['项目', '结论／日期', '情况和依据'],
        [
          ['无劳动能力', '符合', '年满60周岁（民发〔2021〕43号 第五条）'],
          ['乡镇（街道）初审意见', '待签', '签名（盖章）＿＿＿＿'],
        ],
      ),
    },
    widths: [17, 19, 64],
  },
}
