/** Letters of recognition: their fields, this system's words, and what each must say by law. Pure. */
import type { LetterField, LetterKind } from '#kernel/letter.ts'
import { posterKind } from '#kernel/poster-kind.ts'
import { applicationKind, meetingKind, publishedKind, reviewKind, surveyKind } from './form-kinds.ts'
import { objectionAnswerKind, objectionNoticeKind } from './objection-letters.ts'

const applicant: LetterField = { name: '申请人', about: '申请人姓名', example: '张示例' }
const applied: readonly LetterField[] = [
  applicant,
  { name: '申请日期', about: '提出申请的日期', example: '2023年8月2日' },
  { name: '案件号', about: '认定案件的编号', example: 'RD-2023-0001' },
]
const appliedWords = '{{申请人}}于{{申请日期}}提出特困人员救助供养申请（案件号{{案件号}}）。'

const appeal: LetterField = {
  name: '权利告知',
  about: '不服决定时怎样、在哪里、多长时间内申请行政复议或者提起诉讼；期限随决定当日的法律',
  kind: 'lines',
  example: ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。'],
  required: { key: 'appeal.reconsideration_term', why: '决定应告知救济途径和期限' },
}
const reasons: LetterField = {
  name: '理由和依据',
  about: '逐项的结论、事实和条款，含条款原文',
  kind: 'lines',
  example: [
    '理由和依据如下：',
    '1．无劳动能力：符合。年满60周岁。（依据：民发〔2021〕43号 第五条）',
    '“符合下列情形之一的，应当认定为本办法所称的无劳动能力：（一）60周岁以上的老年人……”',
  ],
}

export const acceptanceKind: LetterKind = {
  key: 'recognition.acceptance',
  name: '受理通知书',
  sort: 'letter',
  fields: [
    ...applied,
    { name: '受理日期', about: '材料齐全、受理的日期', example: '2023年8月3日' },
    {
      name: '审核期限',
      about: '乡镇（街道）调查核实、提出初审意见的期限',
      example: '15个工作日',
      required: { key: 'recognition.township_review_term', why: '受理时应让申请人知道办理期限' },
    },
    { name: '审核期限依据', about: '规定这一期限的条款', example: '民发〔2021〕43号 第十二条' },
  ],
  text: {
    title: '受理通知书',
    paragraphs: [
      appliedWords,
      '申请材料已齐，自{{受理日期}}受理。',
      '我单位将自受理次日起{{审核期限}}内调查核实并提出初审意见（依据：{{审核期限依据}}）。调查人员会到家中了解情况，请予配合。',
      '办理进度可以随时询问。',
    ],
  },
}

export const supplementKind: LetterKind = {
  key: 'recognition.supplement',
  name: '一次性告知书',
  sort: 'letter',
  fields: [
    ...applied,
    { name: '缺项数', about: '缺几项材料', example: '2' },
    {
      name: '缺少的材料',
      about: '逐项列出，每项附依据；一次告知全部',
      kind: 'lines',
      example: [
        '1．身份证（原件核对后退回）（依据：民发〔2021〕43号 第十条）',
        '2．残疾证（依据：民发〔2021〕43号 第十条）',
      ],
      required: { key: 'recognition.missing_papers_notice', why: '缺少的材料应一次性全部告知' },
    },
  ],
  text: {
    title: '一次性告知书',
    paragraphs: [
      appliedWords,
      '经核对，还缺以下{{缺项数}}项材料，现一次性告知：',
      '{{缺少的材料}}',
      '请补齐后交回。材料交齐的次日起开始计算办理期限；自己不便办理的，可请村（居）或我单位协助。',
      '您坚持现在提交的，我单位照样收下并注明。',
    ],
  },
}

export const confirmationKind: LetterKind = {
  key: 'recognition.confirmation',
  name: '确认书',
  sort: 'letter',
  fields: [
    ...applied,
    reasons,
    {
      name: '供养起始月份',
      about: '从哪个月起给予救助供养',
      example: '2023年9月',
      required: { key: 'recognition.support_starts', why: '应写明从哪个月起供养' },
    },
    { name: '起始依据', about: '规定起始月份的条款', example: '民发〔2021〕43号 第十七条' },
    { name: '供养方式', about: '分散供养或集中供养', example: '分散供养' },
    { name: '自理能力', about: '本县的等级名称', example: '半失能' },
    { name: '说明', about: '与系统建议不同时的理由；没有的，这一段不印', example: '经会议研究，按本人意愿分散供养' },
    appeal,
  ],
  text: {
    title: '特困人员救助供养确认书',
    paragraphs: [
      appliedWords,
      '{{理由和依据}}',
      '经审核，确认{{申请人}}为特困人员，自{{供养起始月份}}起给予救助供养（依据：{{起始依据}}）。供养方式：{{供养方式}}；生活自理能力：{{自理能力}}。',
      '说明：{{说明}}。',
      '{{权利告知}}',
    ],
  },
}

export const refusalKind: LetterKind = {
  key: 'recognition.refusal',
  name: '不予认定告知书',
  sort: 'letter',
  fields: [
    ...applied,
    {
      ...reasons,
      about: '不符合的条件，逐项写事实和条款',
      example: ['理由和依据如下：', '1．财产：不符合。名下有经营性车辆一辆。（依据：民发〔2021〕43号 第七条）'],
      required: { key: 'recognition.refusal_notice_term', why: '不予确认的，应书面告知并说明理由' },
    },
    { name: '不予认定理由', about: '决定人写的理由', example: '财产状况不符合特困人员财产状况规定' },
    appeal,
  ],
  text: {
    title: '不予认定告知书',
    paragraphs: [
      appliedWords,
      '{{理由和依据}}',
      '经审核，决定不予认定为特困人员。理由：{{不予认定理由}}。',
      '生活确有困难的，可以申请最低生活保障或者临时救助。',
      '{{权利告知}}',
    ],
  },
}

export const withdrawalKind: LetterKind = {
  key: 'recognition.withdrawal',
  name: '撤回办结告知书',
  sort: 'letter',
  fields: [
    ...applied,
    {
      name: '撤回日期',
      about: '登记撤回的日期',
      example: '2023年8月20日',
      required: { key: 'recognition.where', why: '应让申请人知道申请已经办结' },
    },
    { name: '撤回情况', about: '登记的撤回情况', example: '本人到乡镇书面撤回' },
  ],
  text: {
    title: '撤回办结告知书',
    paragraphs: [
      appliedWords,
      '根据您本人签名的撤回书（{{撤回情况}}），申请已于{{撤回日期}}按撤回办结，不再审核。',
      '撤回不是您本人意思的，或者仍需要救助供养的，请随时告诉我单位，可以重新申请。',
      '生活确有困难的，可以申请最低生活保障或者临时救助。',
    ],
  },
}

export const initialPosterKind: LetterKind = posterKind({
  key: 'recognition.poster',
  name: '初审公示（公示榜）',
  required: 'recognition.publicity_term',
  numbered: { about: '公示编号', example: 'GS-2023-0001' },
  list: '序号、姓名、所在村（居）、拟供养方式、初审意见；不含身份证号、疾病和账号',
  title: '特困人员救助供养初审公示',
  columns: ['序号', '姓名', '所在村（居）', '拟供养方式', '初审意见'],
  line: ['分散供养', '符合条件'],
})

export const recognitionLetters: readonly LetterKind[] = [
  acceptanceKind,
  supplementKind,
  confirmationKind,
  refusalKind,
  withdrawalKind,
  objectionAnswerKind,
  objectionNoticeKind,
  initialPosterKind,
  publishedKind,
  surveyKind,
  applicationKind,
  reviewKind,
  meetingKind,
]
