/** Tables and papers for the tests: real forms (敖汉旗 annexes of 2023), invented people. */
import { instant, plainDate } from '#kernel/calendar.ts'
import { reasonLines } from '#kernel/letter.ts'
import type { AgreementPaper, LetterPaper, PaperFoot, SlipPaper } from './paper.ts'
import type { SheetLayout } from './sheet.ts'
import type { TableValue } from './table.ts'

export const rareNames = [
  '㑇二',
  '䶮三',
  '𠅤四',
  '喆五',
  '堃六',
  '犇七',
  '瑨八',
  '彧九',
  '翀十',
  '阿不都热依木·买买提示例',
]

export const foot: PaperFoot = {
  printedAt: instant('2023-09-06T02:02:00Z'),
  printedBy: '王演示',
  verification: '7F3A-91C4',
  demonstration: true,
}

const homes: [string, number, number, number, number, number][] = [
  ['敖汉旗新惠中心敬老院', 130, 62, 78, 16, 16],
  ['新惠镇敬老院', 60, 48, 36, -12, 6],
  ['贝子府镇敬老院', 40, 26, 24, -2, 4],
  ['古鲁板蒿镇敬老院', 40, 20, 24, 4, 7],
  ['萨力巴乡敬老院', 24, 18, 15, -3, 4],
  ['四家子镇敬老院', 40, 20, 24, 4, 6],
  ['玛尼罕乡敬老院', 70, 12, 42, 30, 5],
  ['金厂沟梁镇敬老院', 40, 17, 24, 7, 5],
  ['长胜镇敬老院', 50, 23, 30, 7, 5],
  ['下洼镇敬老院', 48, 15, 29, 14, 5],
  ['丰收乡敬老院', 48, 18, 29, 11, 4],
  ['兴隆洼镇敬老院', 53, 28, 32, 4, 4],
  ['四道湾子镇敬老院', 50, 15, 30, 15, 3],
  ['木头营子乡敬老院', 40, 19, 24, 5, 5],
]

const integer = { format: 'integer', align: 'center' } as const

export const annex2: SheetLayout = {
  name: '附件2',
  title: '敖汉旗养老机构8月情况统计表',
  above: ['附件2'],
  columns: [
    { width: 6, ...integer },
    { width: 26 },
    { width: 12, ...integer },
    { width: 12, ...integer },
    { width: 11, ...integer },
    { width: 14, ...integer },
    { width: 11, ...integer },
    { width: 11 },
    { width: 15, format: 'text' },
    { width: 12 },
  ],
  head: [
    [
      { text: '序号' },
      { text: '名称' },
      { text: '实有床位数（张）' },
      { text: '现入住老人数（人）' },
      { text: '60%应住人数' },
      { text: '达到60%\n还应入住人数' },
      { text: '工作人员人数' },
      { text: '负责人' },
      { text: '联系电话' },
      { text: '备  注' },
    ],
  ],
  rows: homes.map(([name, ...figures], index) => [index + 1, name, ...figures, '', '', '']),
  total: [
    { value: '公办敬老院合计', columns: 2 },
    ...[733, 341, 441, 100, 79].map((value) => ({ value })),
    { value: '' },
    { value: '' },
    { value: '' },
  ],
  signatures: ['制表', '审核', '负责人'],
  paper: 'landscape',
  verification: '7F3A-91C4',
}

const annex3Row = (number: number): TableValue[] => [
  number,
  '××村',
  rareNames[number % rareNames.length] ?? '',
  '男',
  67,
  '张样本',
  71,
  '兄弟',
  '半失能',
  '自有',
  '整洁干净',
  '较好',
  '较好',
  '是',
  '是',
  '否',
  '较好',
  '',
]

const upright = (text: string) => ({ text, rows: 2, upright: true })

export const annex3: SheetLayout = {
  name: '附件3',
  title: '敖汉旗分散供养特困人员排查评估表（参考模板）',
  above: ['填报单位：××镇'],
  columns: [6, 10, 12, 6, 6, 10, 6, 11, 8, 8, 11, 8, 8, 8, 8, 8, 8, 10].map((width) => ({ width, align: 'center' })),
  head: [
    [
      ...['序号', '村/居委会', '姓名', '性别', '年龄'].map((text) => ({ text, rows: 2 })),
      { text: '监护人/护理人', columns: 3 },
      ...['自理情况', '住房情况', '居住环境', '生活质量', '护理情况'].map(upright),
      ...['生病能否及时救治', '供养费是否由本人支配', '是否存在侵占权益'].map(upright),
      { text: '评估结果', rows: 2 },
      { text: '备注', rows: 2 },
    ],
    [{ text: '姓名' }, { text: '年龄' }, { text: '与被监护人关系' }],
  ],
  rows: Array.from({ length: 12 }, (_, index) => annex3Row(index + 1)),
  notes: [
    '注：1.生活质量从三餐是否规律、营养是否均衡，生活物资是否充足三个方面评定；',
    '2.护理情况按衣着、被褥、室内异味评定；3.本表仅供参考，可根据实际情况进行修改。',
  ],
  signatures: ['民政', '财政', '司法', '公安', '村委会'],
  paper: 'landscape',
}

export const letter: LetterPaper = {
  ...foot,
  heading: '莘县民政局',
  title: '不予认定特困人员告知书',
  number: '莘民救告〔2023〕17号',
  to: '张示例',
  lines: [
    { text: '您于2023年8月2日提出特困人员救助供养申请。经入户调查、信息核对和公示，查明您与长子共同生活。' },
    ...reasonLines([
      {
        text: '您的长子有赡养能力，2023年7月工资收入6,200.00 元，不属于无履行义务能力的情形。',
        clause: '《特困人员认定办法》第四条第一款第三项',
        words: '无法定赡养、抚养、扶养义务人或者其法定义务人无履行义务能力。',
      },
      { text: '您名下有经营性车辆一辆。', clause: '《特困人员认定办法》第七条' },
    ]),
    { text: '决定不予认定您为特困人员，自2023年9月起生效。' },
    {
      text: '如不服本决定，可以自收到之日起60日内向莘县人民政府申请行政复议，或者自收到之日起6个月内向莘县人民法院提起行政诉讼。',
    },
  ],
  contact: '莘县民政局社会救助股，电话0000-0000000。',
  issuedOn: plainDate('2023-09-06'),
  receipt: true,
}

export const slip: SlipPaper = {
  ...foot,
  title: '本人账目告知单',
  to: '张示例',
  lines: [
    { label: '月份', text: '2023年8月' },
    { label: '为您支付', text: '照料护理费 313.00 元' },
    { label: '付给谁', text: '甲机构（不发给本人）' },
    { label: '做了什么', text: '上门服务4次，都已核实' },
  ],
  explanations: ['这笔钱是县里为您购买照料服务的，按您的照料等级和实际服务支付，您不用另外交钱。'],
  contact: '××镇民政办，0000-0000000。',
  unit: '××镇人民政府',
}

export const agreement: AgreementPaper = {
  ...foot,
  title: '分散供养特困人员照料护理服务协议',
  number: 'XY-0312',
  parties: [
    party('甲方', '甲机构', 'seal', ['统一社会信用代码', '法定代表人', '地址', '电话']),
    party('乙方', '××镇人民政府', 'seal', ['授权代表', '电话']),
    party('丙方', '××村村民委员会', 'seal', ['负责人', '电话']),
    { ...party('丁方', rareNames[0] ?? '', 'person', ['住址', '电话']), guardian: { relation: null } },
  ],
  preamble: [
    '依据《莘县特困人员照料护理工作实施办法》（莘政办发〔2023〕6号）四（四），各方就丁方的照料护理服务订立本协议。',
  ],
  articles: [
    {
      title: '服务内容',
      paragraphs: ['甲方按照丁方的自理能力等级（半失能）提供下列服务：'],
      table: {
        columns: [
          { title: '等级', width: 1 },
          { title: '服务内容', width: 4 },
          { title: '次数', width: 1.4 },
        ],
        rows: [
          ['半失能', '协助洗漱、更衣、清洁居室，陪同就医取药，代购生活用品', '每月不少于4次'],
          ['失能', '协助进食、翻身、如厕，清洁身体和被褥，观察健康情况', '每日1次'],
        ],
      },
    },
    { title: '服务期限', paragraphs: ['自2023年8月2日起至2024年8月1日止。'] },
    {
      title: '费用',
      paragraphs: [
        '照料护理费每月313.00 元（大写：叁佰壹拾叁元整），由县财政支付给甲方，不向丁方收取任何费用。',
        ['甲方收款账户户名：', null, '，账号：', null, '。'],
      ],
    },
    {
      title: '各方的权利、责任和义务',
      paragraphs: [
        '乙方监督服务并按月考评。',
        '丙方每周探访一次，发现异常及时报告。',
        '丁方有权拒绝不当服务，有权投诉。',
      ],
    },
    { title: '争议解决', paragraphs: ['因本协议发生争议的，由乙方调解；调解不成的，可以向人民法院起诉。'] },
  ],
  hotline: '0000-0000000',
  copies: 4,
}

function party(role: string, name: string, signs: 'seal' | 'person', labels: string[]) {
  const fields = labels.map((label, index) => ({ label, text: index === 0 ? '（演示）' : null }))
  return { role, name, signs, fields }
}
