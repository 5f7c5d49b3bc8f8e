/** Papers of the archive: their fields and this system's words; a county changes title and words, the columns are this system's. Pure. */
import type { LetterField, LetterKind } from '#kernel/letter.ts'
import { destroyedWith, notDestroyed } from './words.ts'

const table = (name: string, about: string, why: string): LetterField => ({
  name,
  about,
  kind: 'table',
  example: '（表格）',
  required: { key: 'archive.basis', why },
})
const whose: readonly LetterField[] = [
  { name: '档案号', about: '档案号', example: '371522-000001' },
  { name: '姓名', about: '档案是谁的', example: '张示例' },
  { name: '乡镇', about: '责任乡镇（街道）', example: '××镇' },
]
const whoseWords = '档案号：{{档案号}}　　姓名：{{姓名}}　　责任乡镇（街道）：{{乡镇}}'
const matching = '栏目与移交包内的数据逐项对应；县档案主管部门另有格式（如GB/T 9705文书档案案卷格式）的，另附其格式'

export const catalogueKind: LetterKind = {
  key: 'archives.catalogue',
  name: '卷内目录（含备考）',
  sort: 'form',
  prescribed: matching,
  fields: [
    ...whose,
    table('目录', '序号、类别、材料、材料日期、盒-夹-页、扫描件、比对', '没有目录就查不到材料'),
    { name: '材料件数', about: '本卷现有材料的件数', example: '12' },
    { name: '扫描件数', about: '其中有扫描件的件数', example: '9' },
    { name: '更换件数', about: '曾被更换的件数', example: '1' },
    {
      name: '齐缺情况',
      about: '应有材料是否齐全，缺哪几项',
      example: '应有材料齐全。',
      required: { key: 'archive.basis', why: '备考应写明缺什么材料' },
    },
  ],
  text: {
    title: '卷内目录',
    paragraphs: [
      whoseWords,
      '{{目录}}',
      '备考：本卷共{{材料件数}}件，其中有扫描件{{扫描件数}}件，曾更换{{更换件数}}件（原件留存于系统）。',
      '{{齐缺情况}}',
    ],
  },
}

export const handoverKind: LetterKind = {
  key: 'archives.handover',
  name: '档案移交清单',
  sort: 'form',
  prescribed: matching,
  fields: [
    ...whose,
    {
      name: '接收单位',
      about: '移交给谁',
      example: '××县档案馆',
      required: { key: 'archive.basis', why: '移交清单应写明接收单位' },
    },
    {
      name: '校验码',
      about: '移交包的SHA-256校验码',
      example: '7f3a91c4…',
      required: { key: 'archive.basis', why: '凭它核对电子件是否就是移交的那一份' },
    },
    table('清单', '序号、材料、材料日期、盒-夹-页、扫描件校验码（前16位）', '没有清单就不能点交'),
  ],
  text: {
    title: '档案移交清单',
    paragraphs: [
      whoseWords,
      '接收单位：{{接收单位}}',
      '移交包校验码（SHA-256）：{{校验码}}',
      '{{清单}}',
      '纸质材料按盒-夹-页当面点交；电子件按移交包内“清单”逐件核对校验码。双方各执一份。',
    ],
  },
}

export const transferKind: LetterKind = {
  key: 'archives.transfer',
  name: '机构档案移交清单',
  sort: 'form',
  prescribed: matching,
  fields: [
    { name: '编号', about: '移交编号', example: '机档移〔2023〕1号' },
    { name: '移出单位', about: '移出档案的供养机构', example: '××敬老院' },
    { name: '接收单位', about: '接收的机构或县级民政部门', example: '县级民政部门' },
    { name: '件数', about: '移交的档案件数', example: '12' },
    table('清单', '序号、档案号、姓名、服务终止日、保管至、材料、纸质位置', '没有清单就不能点交'),
  ],
  text: {
    title: '机构档案移交清单',
    paragraphs: [
      '编号：{{编号}}　　移出：{{移出单位}}　　接收：{{接收单位}}　　共{{件数}}件',
      '保管期限从各人服务终止之日起算，不因移交或机构停办重新起算。',
      '{{清单}}',
    ],
  },
}

const destroying = { key: 'archive.retention_years', why: '销毁清单应写明销毁的理由、范围和依据' }

export const destructionKind: LetterKind = {
  key: 'archives.destruction',
  name: '销毁清单',
  sort: 'form',
  prescribed: '栏目和签名由销毁的办理经过得出，逐件可与留痕核对',
  fields: [
    { name: '清单号', about: '销毁清单的编号', example: '档销〔2023〕1号' },
    { name: '状态', about: '清单办到哪一步', example: '已批准待销毁' },
    { name: '件数', about: '清单内的档案件数', example: '2' },
    { name: '销毁理由', about: '提出时写的理由', example: '保管期满，没有继续保管的需要', required: destroying },
    { name: '保管年限', about: '规定的最低保管年限', example: '5' },
    { name: '保管依据', about: '规定保管期限的条款', example: '民政部令第66号 第三十二条', required: destroying },
    table('清单', '序号、档案号、姓名、服务终止日、保管至、归档人、材料、电子件、纸质位置', '没有清单就不能销毁'),
    {
      name: '销毁情况',
      about: '销毁的日期、地点和方式；已批准还没有销毁的，印批准的销毁日；还没有批准的，这一段不印',
      example: '2023年9月6日，县民政局，纸质材料粉碎，电子件连同密钥删除',
    },
    { name: '一并销毁', about: '哪些内容一并销毁', example: destroyedWith.slice(0, 30), required: destroying },
    { name: '不在其内', about: '哪些内容依法继续保存', example: notDestroyed.slice(0, 30), required: destroying },
  ],
  text: {
    title: '特困人员档案销毁清单',
    paragraphs: [
      '清单号：{{清单号}}　　状态：{{状态}}　　共{{件数}}件',
      '销毁理由：{{销毁理由}}',
      '保管期限：服务终止后不少于{{保管年限}}年（{{保管依据}}）',
      '{{清单}}',
      '销毁：{{销毁情况}}。',
      '{{一并销毁}}',
      '{{不在其内}}',
    ],
  },
}

export const certificateKind: LetterKind = {
  key: 'archives.certificate',
  name: '特困人员救助供养证（注意事项）',
  sort: 'form',
  prescribed: '封面、登记事项、照片和年审栏随登记信息印出；可以改“注意事项”的标题和各条',
  fields: [
    table('证面', '封面、登记事项、照片、年审记录', '没有证面就不是供养证'),
    { name: '发证单位', about: '县级民政部门', example: '××县民政局' },
  ],
  text: {
    title: '注意事项',
    paragraphs: [
      '1．本证由本人或照料人保管，凭证享受特困人员救助供养待遇，不得转借、涂改。',
      '2．每年核查一次，由乡镇（街道）在年审栏盖章；逾期未审的，请到乡镇（街道）办理。',
      '3．住址、供养方式、自理能力等级变化的，及时换发；遗失的，向乡镇（街道）报告后补发，原证号作废。',
      '4．终止供养的，本证自终止之日起作废，交回{{发证单位}}。',
      '{{证面}}',
    ],
  },
}

export const archiveLetters: readonly LetterKind[] = [
  catalogueKind,
  handoverKind,
  transferKind,
  destructionKind,
  certificateKind,
]
