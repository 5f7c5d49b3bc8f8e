/** Letters of changes and deaths: their fields, this system's words, and what each must say by law. Pure. */
import type { LetterField, LetterKind } from '#kernel/letter.ts'
import { deathKind, handoverKind, hearingKind } from './sheet-kinds.ts'
import { posterKind } from '#kernel/poster-kind.ts'

const facts: LetterField = {
  name: '事实和经过',
  about: '事由、核实情况、听取的意见、公示情况，各成一段',
  kind: 'lines',
  example: [
    '事由：已与长子共同生活，长子有赡养能力。',
    '2023年8月20日经核实：长子自7月起支付赡养费。',
    '2023年8月25日听取了您的意见：“我没有意见。”',
  ],
  required: { key: 'exit.hearing_required', why: '书面告知应写明事实和听取的意见' },
}
const reasons: LetterField = {
  name: '理由和依据',
  about: '逐项的情形和条款，含条款原文',
  kind: 'lines',
  example: ['理由和依据如下：', '1．终止的情形：法定义务人具有履行义务能力（依据：民发〔2021〕43号 第二十四条）'],
  required: { key: 'exit.hearing_required', why: '减发、终止应书面告知理由' },
}
const words: LetterField = { name: '决定意见', about: '决定人写的意见', example: '经审核，符合终止情形。' }
const appeal: LetterField = {
  name: '权利告知',
  about: '不服决定时怎样、多长时间内申请行政复议或者提起诉讼；期限随决定当日的法律',
  kind: 'lines',
  example: ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。'],
  required: { key: 'appeal.reconsideration_term', why: '决定应告知救济途径和期限' },
}
const from = (name: string, about: string, example: string): LetterField => ({
  name,
  about,
  example,
  required: { key: 'exit.support_stops', why: '决定应写明从什么时候起执行' },
})
const person: LetterField = { name: '救助对象', about: '救助对象姓名', example: '张示例' }
const notice = (key: string, name: string, rest: Pick<LetterKind, 'fields' | 'text'>): LetterKind => ({
  key: `endings.${key}`,
  name,
  sort: 'letter',
  fields: [person, facts, ...rest.fields, words, appeal],
  text: rest.text,
})

export const endKind = notice('end', '终止救助供养告知书', {
  fields: [
    reasons,
    from('停发月份', '从哪个月起停发', '2023年9月'),
    { name: '末发月份', about: '最后发放的月份', example: '2023年8月' },
    {
      name: '暂停说明',
      about: '终止前已经暂停发放的，写明从哪天起、暂停的月份不发；没有暂停的，这一段不印',
      example: '终止前自2023年7月1日起已暂停供养，暂停的月份不发。',
    },
    {
      name: '多发金额',
      about: '终止以后已经多发、应退回的元数；没有多发的，这一段不印',
      example: '750.00',
    },
  ],
  text: {
    title: '终止特困人员救助供养告知书',
    paragraphs: [
      '{{事实和经过}}',
      '{{理由和依据}}',
      '审核意见：{{决定意见}}',
      '决定终止救助供养，自{{停发月份}}起停发，基本生活费、照料护理费各发至{{末发月份}}。',
      '{{暂停说明}}',
      '终止以后已经多发的{{多发金额}} 元，请予退回，由乡镇（街道）与您联系。',
      '生活仍有困难的，可以申请最低生活保障或者临时救助。',
      '{{权利告知}}',
    ],
  },
})

export const reduceKind = notice('reduce', '调减救助供养告知书', {
  fields: [
    reasons,
    { name: '原等级', about: '调减前的能力档次', example: '完全丧失生活自理能力' },
    { name: '调整内容', about: '调减到什么档次', example: '调减到部分丧失生活自理能力' },
    from('执行月份', '从哪个月起执行', '2023年9月'),
    {
      name: '费用变化',
      about: '照料护理标准从多少到多少；没有标准的为空',
      example: '照料护理标准由每月1,252.00元调整为每月626.00元。',
    },
  ],
  text: {
    title: '特困人员救助供养调减告知书',
    paragraphs: [
      '{{事实和经过}}',
      '{{理由和依据}}',
      '审核意见：{{决定意见}}',
      '决定将照料护理等级由{{原等级}}{{调整内容}}，自{{执行月份}}起执行。{{费用变化}}',
      '{{权利告知}}',
    ],
  },
})

export const suspendKind = notice('suspend', '暂停救助供养告知书', {
  fields: [{ name: '调整内容', about: '暂停的起止和原因', example: '自2023年9月6日至2023年12月5日暂停' }],
  text: {
    title: '特困人员救助供养暂停告知书',
    paragraphs: [
      '{{事实和经过}}',
      '审核意见：{{决定意见}}',
      '决定暂停救助供养，{{调整内容}}。暂停的原因消除后，恢复供养。',
      '{{权利告知}}',
    ],
  },
})

export const resumeKind = notice('resume', '恢复救助供养告知书', {
  fields: [
    { name: '恢复起日', about: '从哪天起恢复，如“，自2023年9月6日起”；未定的为空', example: '，自2023年9月6日起' },
  ],
  text: {
    title: '特困人员救助供养恢复告知书',
    paragraphs: ['{{事实和经过}}', '审核意见：{{决定意见}}', '决定恢复救助供养{{恢复起日}}。', '{{权利告知}}'],
  },
})

export const movedKind = notice('moved_away', '迁出本县告知书', {
  fields: [
    from('接续起日', '由迁入地接续的日期', '2023年9月6日'),
    { name: '调整内容', about: '迁往哪里', example: '迁入××省××县' },
  ],
  text: {
    title: '特困人员救助供养迁出本县告知书',
    paragraphs: [
      '{{事实和经过}}',
      '审核意见：{{决定意见}}',
      '您的救助供养自{{接续起日}}起由迁入地接续，{{调整内容}}。本县供养至前一日止，中间不断。',
      '{{权利告知}}',
    ],
  },
})

const change: LetterField = { name: '变更事项', about: '迁移（县内）、分散转集中、集中转分散等', example: '分散转集中' }

export const changeKind = notice('change', '其他变更告知书', {
  fields: [change],
  text: {
    title: '特困人员救助供养{{变更事项}}告知书',
    paragraphs: ['{{事实和经过}}', '审核意见：{{决定意见}}', '决定{{变更事项}}。', '{{权利告知}}'],
  },
})

export const keptKind = notice('kept', '不予变更告知书', {
  fields: [change],
  text: {
    title: '不予{{变更事项}}告知书',
    paragraphs: ['{{事实和经过}}', '审核意见：{{决定意见}}', '决定不予{{变更事项}}，原供养不变。', '{{权利告知}}'],
  },
})

/** Told when a decision was wrong: from when support goes on as before, and what becomes of the money. */
export const correctedKind: LetterKind = {
  key: 'endings.corrected',
  name: '纠正决定告知书',
  sort: 'letter',
  fields: [
    person,
    {
      name: '原决定',
      about: '原决定的文号、日期和内容',
      example: '示民终〔2023〕1号（2023年9月6日）终止救助供养的决定',
    },
    { name: '纠正的由来', about: '行政复议决定、判决或自行纠正，及文号', example: '行政复议决定（示复〔2023〕1号）' },
    words,
    from('恢复起日', '从哪一天起照原样供养', '2023年10月1日'),
    {
      name: '补发说明',
      about: '停发、少发的怎样补，已提出的追回怎样办',
      example: '其间停发、少发的，在以后月份补发；因原决定提出的追回款不再追回。',
      required: { key: 'exit.support_stops', why: '纠正应写明停发的款项怎样补' },
    },
    appeal,
  ],
  text: {
    title: '特困人员救助供养纠正决定告知书',
    paragraphs: [
      '本机关作出的{{原决定}}，经{{纠正的由来}}，应予纠正。',
      '审核意见：{{决定意见}}',
      '决定纠正原决定，自{{恢复起日}}起按原决定以前的登记继续供养，中间不断。',
      '{{补发说明}}',
      '{{权利告知}}',
    ],
  },
}

export const endPosterKind: LetterKind = posterKind({
  key: 'endings.poster',
  name: '拟终止公示（公示榜）',
  required: 'exit.publicity_term',
  numbered: { about: '变更编号', example: 'BG-2023-0001' },
  list: '序号、姓名、所在村（居）、公示事项；不含终止情形、身份证号、疾病和账号',
  title: '拟终止特困人员救助供养公示',
  columns: ['序号', '姓名', '所在村（居）', '公示事项', '备注'],
  line: ['拟终止救助供养', ''],
})

const heardBy = { key: 'exit.hearing_required', why: '通知应写明何时、何地、就什么事听取意见' }

/** Sent before the hearing; without a day and place it is printed with blanks, to be written by hand. */
export const invitationKind: LetterKind = {
  key: 'endings.invitation',
  name: '听取意见通知书',
  sort: 'letter',
  fields: [
    person,
    {
      name: '拟作决定',
      about: '拟终止还是拟调减，属于哪种情形',
      example: '终止救助供养（自愿退出）',
      required: heardBy,
    },
    {
      name: '事实',
      about: '提出变更的事实和核实的情况',
      kind: 'lines',
      example: ['2023年8月20日经核实：有稳定收入。'],
    },
    { name: '听取时间', about: '年月日、时分；未定的留空手写', example: '2023年8月25日9时30分', required: heardBy },
    { name: '听取地点', about: '在哪里；未定的留空手写', example: '子村村委会', required: heardBy },
    { name: '依据', about: '听取意见的条款', example: '《中华人民共和国社会救助法》第四十八条', required: heardBy },
  ],
  text: {
    title: '听取意见通知书',
    paragraphs: [
      '拟对您作出如下决定：{{拟作决定}}。',
      '{{事实}}',
      '依据{{依据}}，作出决定前应当听取您的意见。请于{{听取时间}}到{{听取地点}}说明您的意见；行动不便的，工作人员上门听取。',
      '您有权陈述、申辩，提交证明材料。可以由监护人、亲属、村（居）工作人员或者您信任的人陪同，也可以书面委托他人代为陈述；不识字的，由工作人员念给您听。',
      '时间、地点不合适的，请在此前告知，可以另行安排。未听取意见以前，不作出决定，供养照常。',
    ],
  },
}

export const endingLetters: readonly LetterKind[] = [
  endKind,
  reduceKind,
  suspendKind,
  resumeKind,
  movedKind,
  changeKind,
  keptKind,
  correctedKind,
  endPosterKind,
  invitationKind,
  hearingKind,
  deathKind,
  handoverKind,
]
