/** Forms of recognition as tables: application, household survey (empty for the door or filled), review form. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { deedSentence } from './deed-text.ts'
import { departuresOf, supportOf, type Way } from './departures.ts'
import { disabilityWords, type Facts, type Obligor } from './facts.ts'
import type { Crossed } from './letters.ts'
import { materialsAsked } from './materials.ts'
import { type Condition, groundsOf } from './reasoning.ts'
import type { SupportShown } from './shapes.ts'
import { livingItems, livingStateText, type Survey } from './survey-shape.ts'
import {
  Benefit,
  benefitText,
  consentText,
  disabilityText,
  IncomeSource,
  incomeText,
  limitText,
  obligorStandingText,
  proposalText,
  selfCareText,
  verdictText,
} from './words.ts'

type StoredSurvey = Omit<Survey, 'caseId' | 'facts'>

/** Title and the words over and under the frame are the letter's, which a county may replace. */
type Form = Omit<TableLayout, 'title' | 'above' | 'notes'>

const twoColumns = [{ width: 24 }, { width: 76 }]
const portrait = 'portrait' as const
const line = '＿＿＿＿＿＿＿＿＿＿＿＿'
const boxes = (words: readonly string[], chosen?: string): string =>
  words.map((word) => `${chosen === word ? '☑' : '□'}${word}`).join('　')

/** In the same order of fields as the screen, so that it is keyed in without searching. */
export function surveyLayout({
  items,
  survey,
  facts,
}: {
  items: readonly string[]
  survey: StoredSurvey | undefined
  facts: Facts | undefined
}): Form {
  const seen = survey ? (survey.seen ? '见到' : '没有见到') : undefined
  return {
    columns: twoColumns,
    head: [[{ text: '项目' }, { text: '情况' }]],
    rows: [
      ['调查日期', survey ? dateText(survey.surveyedOn) : '　　　　年　　月　　日'],
      ['调查人（两人以上）', survey ? survey.surveyors.join('、') : `${line}　${line}`],
      ['见到本人', `${boxes(['见到', '没有见到'], seen)}　${survey?.seenHow ?? `怎样核实身份：${line}`}`],
      ['残疾', disabilityLine(facts)],
      ['家庭与收入（每月）', incomeLine(facts)],
      ['财产', propertyLine(facts)],
      [
        '已享受的待遇',
        facts
          ? facts.benefits.map((each) => benefitText[each]).join('、') || '无'
          : boxes(Benefit.options.map((each) => benefitText[each])),
      ],
      ...obligorRows(facts),
      ...Object.entries(livingItems).map(([code, title]) => [
        `住房与环境：${title}`,
        boxes(Object.values(livingStateText), stateWord(survey, code)),
      ]),
      ...items.map((code) => [
        `自理情况：${selfCareText[code] ?? code}`,
        boxes(['能达到', '不能达到'], selfCareWord(survey, code)),
      ]),
      ['邻里访问', survey?.neighbours ?? `访问对象：${line}\n内容：\n\n\n`],
      ['本人意愿', boxes(['分散供养', '集中供养'], survey?.wish ? supportModeText[survey.wish] : undefined)],
      ['适合分散供养', boxes(['适合', '不适合'], survey ? (survey.dispersedSuits ? '适合' : '不适合') : undefined)],
      ['其他情况', survey?.words ?? '\n\n\n'],
    ],
    signatures: ['申请人（签名或捺印）', '调查人一', '调查人二', '日期'],
    paper: portrait,
  }
}

function disabilityLine(facts: Facts | undefined): string {
  if (!facts) return `${boxes(Object.values(disabilityText))}　等级${line}`
  return disabilityWords(facts) || '无'
}

function incomeLine(facts: Facts | undefined): string {
  if (!facts) return IncomeSource.options.map((source) => `${incomeText[source]}＿＿＿＿元`).join('　')
  if (facts.incomes.length === 0) return facts.incomeKnown ? '没有收入' : '未查清'
  return facts.incomes.map(({ source, monthlyFen }) => `${incomeText[source]}${yuanText(monthlyFen)}元`).join('、')
}

/** What is counted on the screen is counted here, in the same order. */
function propertyLine(facts: Facts | undefined): string {
  if (!facts)
    return `存款等金融资产＿＿＿＿＿＿元　房产＿＿＿套　机动车＿＿＿辆\n${boxes(Object.values(limitText))}　说明${line}`
  const { depositsFen, houses, vehicles, property, propertyNote } = facts
  const counted = [
    ...(depositsFen === null ? [] : [`存款等金融资产${yuanText(depositsFen)}元`]),
    ...(houses === null ? [] : [`房产${houses}套`]),
    ...(vehicles === null ? [] : [`机动车${vehicles}辆`]),
  ]
  return [limitText[property], counted.join('、'), propertyNote].filter(Boolean).join('　')
}

/** Empty: room for three with all that is asked of each; more go on the back. */
function obligorRows(facts: Facts | undefined): string[][] {
  if (facts) return [['法定义务人（逐人）', facts.obligors.map(obligorLine).join('；') || '没有法定义务人']]
  const asked = [
    '姓名＿＿＿＿＿＿＿　关系＿＿＿＿　年龄＿＿＿　□共同生活',
    `情形：${boxes(Object.values(obligorStandingText))}`,
    '残疾类别、等级＿＿＿＿＿＿　上年收入＿＿＿＿＿＿元',
    `收入：${boxes(Object.values(limitText))}`,
    `财产：${boxes(Object.values(limitText))}`,
    `核对：${boxes(Object.values(consentText))}　签名＿＿＿＿＿＿＿`,
  ]
  return ['一', '二', '三'].map((no) => [`法定义务人${no}`, asked.join('\n')])
}

const obligorLine = ({ relation, name, age, standings, income, property, ...disabled }: Obligor): string =>
  [
    `${relation}${name}`,
    ...(age === null ? [] : [`${age}岁`]),
    ...standings.map((each) => obligorStandingText[each]),
    ...(disabilityWords(disabled) ? [disabilityWords(disabled)] : []),
    `收入${limitText[income]}`,
    `财产${limitText[property]}`,
  ].join('，')

function stateWord(survey: StoredSurvey | undefined, code: string): string | undefined {
  const found = Object.entries(survey?.living ?? {}).find(([item]) => item === code)?.[1]
  return found ? livingStateText[found] : undefined
}

function selfCareWord(survey: StoredSurvey | undefined, code: string): string | undefined {
  if (!survey?.cannot) return undefined
  return survey.cannot.includes(code) ? '不能达到' : '能达到'
}

const supportRows = (way: Way): string[][] => {
  const { asked, proposed, decided } = supportOf(way)
  const said = ({ mode, level }: SupportShown['asked']) =>
    [
      `供养方式：${boxes(
        SupportMode.options.map((each) => supportModeText[each]),
        mode ? supportModeText[mode] : undefined,
      )}`,
      `能力等级：${boxes(SelfCareLevel.options.map(way.levelText), level ? way.levelText(level) : undefined)}`,
    ].join('\n')
  return [
    ['供养方式和能力等级', '本人意愿、按六项', said(asked)],
    ...(proposed ? [['', '审核意见', said(proposed)]] : []),
    ...(decided ? [['', '决定', said(decided)]] : []),
    ...departuresOf(way).map(({ stage, text, by, reason }) => [
      '与规则、意愿或前一意见不同',
      stage,
      `${text}。理由：${reason || '未写'}（${by}）`,
    ]),
  ]
}

/** What the crossing rule says of an old recognition, with its clause. */
const crossedRows = (crossed: Crossed | undefined): string[][] =>
  crossed
    ? [['原来的身份', '', `${crossed.text}（${[...new Set(crossed.citations.map(citationText))].join('；')}）`]]
    : []

/** The clauses apart from where the place's own numbers stand. */
function citedLines(condition: Condition): string[] {
  const { clauses, numbers } = groundsOf(condition)
  const text = (citations: readonly Citation[]) => [...new Set(citations.map(citationText))].join('；')
  return [
    ...(clauses.length > 0 ? [`依据：${text(clauses)}`] : []),
    ...(numbers.length > 0 ? [`标准数额出自：${text(numbers)}`] : []),
  ]
}

export interface About {
  name: string
  sex: 'male' | 'female'
  bornOn: PlainDate
  idNumber: string
  householdClass: 'urban' | 'rural'
  residence: string
  facts: Facts
}

/** Who he is and whom he has, before what is judged of him. */
const aboutRows = ({ name, sex, bornOn, idNumber, householdClass, residence, facts }: About): string[][] => [
  ['申请人', name, `${sex === 'male' ? '男' : '女'}，${dateText(bornOn)}出生　身份证号 ${idNumber}`],
  ['户籍和住址', householdClass === 'urban' ? '城市' : '农村', residence || '未填'],
  ['残疾', disabilityWords(facts) || '无', ''],
  [
    '家庭情况',
    facts.obligors.length > 0 ? `义务人${facts.obligors.length}人` : '—',
    facts.obligors.map(obligorLine).join('\n') || (facts.noObligors ? '没有法定义务人' : '未填'),
  ],
]

export function reviewLayout(way: Way, about: About, crossed: Crossed | undefined): Form {
  const { reasoning, deeds } = way
  const told = [
    'accepted',
    'surveyed',
    'submitted',
    'opined',
    'posted',
    'objected',
    'sent',
    'drawn',
    'checked',
    'proposed',
    'decided',
  ]
  return {
    columns: [{ width: 17 }, { width: 19 }, { width: 64 }],
    head: [[{ text: '项目' }, { text: '结论／日期' }, { text: '情况和依据' }]],
    rows: [
      ...aboutRows(about),
      ...crossedRows(crossed),
      ...reasoning.conditions.map((each) => [
        each.title,
        verdictText[each.verdict],
        [each.lines.join('；'), ...citedLines(each)].join('\n'),
      ]),
      ['按规则的建议', proposalText[reasoning.proposal], `按${dateText(reasoning.on)}有效的规定`],
      ...supportRows(way),
      ...deeds
        .filter(({ kind }) => told.includes(kind))
        .map((deed) => [
          deed.account,
          dateText(deed.onDay),
          `${deedSentence(deed.kind, deed.said)}${deed.note ? `：${deed.note}` : ''}`,
        ]),
      ...[
        ['乡镇（街道）初审意见', '□符合条件\n□不符合条件'],
        ['县级审核意见', '□拟予认定\n□拟不予认定'],
        ['县级确认意见', '□予以认定\n□不予认定'],
      ].map(([title = '', choice = '']) => [title, choice, '\n\n签名（盖章）＿＿＿＿＿＿＿＿　　　　年　　月　　日']),
    ],
    paper: portrait,
  }
}

export function applicationLayout(policy: PolicyInForce): Form {
  const { materials } = materialsAsked(policy, true)
  return {
    columns: twoColumns,
    head: [[{ text: '项目' }, { text: '填写' }]],
    rows: [
      ['谁申请', boxes(['本人', '监护人', '委托村（居）', '委托他人', '主动发现'])],
      ['代办人姓名、关系', line],
      ['申请人姓名', line],
      ['身份证号', '□□□□□□□□□□□□□□□□□□'],
      ['户籍类型、居住地址', `${boxes(['城市', '农村'])}　${line}`],
      ['联系电话', line],
      ['劳动能力、残疾', `${boxes(['无残疾', '有残疾'])}　类别、等级${line}`],
      ['生活来源（每月）', IncomeSource.options.map((source) => `${incomeText[source]}＿＿＿元`).join('　')],
      ['财产', `${line}\n`],
      ...['一', '二', '三', '四'].map((no) => [
        `法定义务人${no}`,
        '姓名＿＿＿＿＿＿＿　关系＿＿＿＿　年龄＿＿＿　情形＿＿＿＿＿＿＿＿＿\n同意核对经济状况的签名＿＿＿＿＿＿＿＿',
      ]),
      ['是否经办人员或村干部近亲属', `${boxes(['否', '是'])}　${line}`],
      ['所附材料', materials.map(({ title }) => `□${title}`).join('\n')],
      [
        '承诺与授权',
        '本人承诺以上情况和所交材料真实、完整；隐瞒或者提供虚假材料的，愿承担相应责任。本人同意由民政部门核对家庭经济状况。\n',
      ],
    ],
    signatures: ['申请人（签名或捺印）', '代办人', '日期'],
    paper: portrait,
  }
}
