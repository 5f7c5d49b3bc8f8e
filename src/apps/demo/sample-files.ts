/** Files to try the product with, laid into 演示文件 of the data folder: a change list, a sheet of visits, a wrong annex. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addDays, addMonths, lastDay } from '#kernel/calendar.ts'
import { inventedPrefixOf, inventPeople } from '#platform/demo/people.ts'
import { shenxianPlaces, villagesIn } from '#platform/demo/places.ts'
import { writeList } from '#platform/documents/sheet.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import type { Carers } from './shenxian-base.ts'
import type { Find } from './shenxian-stories.ts'
import { demoProviders, shenxian } from './shenxian-places.ts'

type Row = string[]
const note = '演示文件，人员均为虚构'

export interface Samples {
  dataDir: string
  days: DemoDays
  find: Find
  carers: Carers
}

export async function writeSamples(samples: Samples): Promise<void> {
  const folder = path.join(samples.dataDir, '演示文件')
  await mkdir(folder, { recursive: true })
  const { present } = samples.days
  await writeFile(path.join(folder, `莘县${present}变动名单.xlsx`), await sheetOf('月度变动名单', changeRows(samples)))
  await writeFile(path.join(folder, `莘县乙机构${present}服务记录.xlsx`), await sheetOf('服务记录', visitRows(samples)))
  await writeFile(
    path.join(folder, `莘县${present}殡葬火化名单.xlsx`),
    await sheetOf('殡葬火化名单', funeralRows(samples)),
  )
  await writeFile(path.join(folder, '敖汉旗附件1（有一处错）.csv'), await wrongAnnex())
}

const sheetOf = (title: string, [head = [], ...rows]: readonly Row[]) =>
  writeList({ title, note, columns: head.map((words) => ({ title: words, width: 16 })), rows })

const headings = [
  '变动类型',
  '姓名',
  '身份证号',
  '性别',
  '出生日期',
  '乡镇',
  '村',
  '户籍类型',
  '供养方式',
  '生活自理能力',
  '联系电话',
  '决定书号',
  '认定时间',
  '生效月份',
  '退出原因',
  '退出日期',
  '最后发放月份',
  '开户行',
  '户名',
  '账号',
]

/** Six who join, three who leave, four rows that are wrong: check character, township, nobody on file, birth date. */
function changeRows({ days, find }: Samples): Row[] {
  const inventor = inventPeople('shenxian/change-list')
  const decidedOn = addDays(days.today, -3)
  const joining = (index: number, change: Partial<Record<string, string>> = {}): Row => {
    const township = shenxianPlaces.townships[index]
    const village = villagesIn(shenxianPlaces, township?.id ?? '')[0]
    const wish = { areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: township?.name ?? '', village: '' }
    const person = inventor.person(wish)
    const row: Record<string, string> = {
      变动类型: '新增',
      姓名: person.name,
      身份证号: person.idNumber,
      性别: person.sex === 'male' ? '男' : '女',
      出生日期: person.bornOn,
      乡镇: township?.name ?? '',
      村: village?.name ?? '',
      户籍类型: '农村',
      供养方式: '分散供养',
      生活自理能力: index % 3 === 2 ? '部分自理' : '能自理',
      联系电话: person.phone,
      决定书号: `演示认定〔${decidedOn.slice(0, 4)}〕${index + 11}号`,
      认定时间: decidedOn,
      生效月份: addMonths(days.present, 1),
      开户行: person.bankName,
      户名: person.name,
      账号: person.accountNumber,
      ...change,
    }
    return headings.map((heading) => row[heading] ?? '')
  }
  const leaving = ({ name, idNumber }: Pick<InventedEntry, 'name' | 'idNumber'>, reason: string): Row => {
    const row: Record<string, string> = {
      变动类型: '退出',
      姓名: name,
      身份证号: idNumber,
      退出原因: reason,
      退出日期: lastDay(days.open),
      最后发放月份: days.open,
    }
    return headings.map((heading) => row[heading] ?? '')
  }
  const stranger = inventor.adult({ areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: '', village: '' })
  const wrongNumber = joining(9)
  const at = headings.indexOf('身份证号')
  const last = wrongNumber[at]?.at(-1) ?? ''
  wrongNumber[at] = (wrongNumber[at] ?? '').slice(0, 17) + (last === '1' ? '2' : '1')
  return [
    headings,
    ...[0, 1, 2, 3, 4, 5].map((index) => joining(index)),
    leaving(find({ township: 6, place: 11 }), '死亡'),
    leaving(find({ township: 7, place: 12 }), '死亡'),
    leaving(find({ township: 12, place: 13 }), '死亡'),
    wrongNumber,
    joining(10, { 乡镇: '没有这个镇', 村: '' }),
    leaving(stranger, '死亡'),
    joining(13, { 出生日期: '1950-02-30' }),
  ]
}

const visitHead = [
  '日期',
  '开始时间',
  '结束时间',
  '姓名',
  '乡镇（街道）',
  '服务人员',
  '服务项目',
  '确认方式',
  '照料卡',
  '备注',
]

/** Of yesterday and the day before; one row too short, one of somebody who is not on the list. */
function visitRows({ days, find, carers }: Samples): Row[] {
  const second = carers.get(2) ?? []
  const townships = demoProviders[1]?.townships ?? []
  const rows = townships.slice(0, 6).flatMap((township, place) => {
    const carer = second[place]?.name ?? ''
    return [14, 15].map((each, turn) => {
      const { name } = find({ township: 8 + place, place: each })
      const day = addDays(days.today, turn === 0 ? -2 : -1)
      return [
        day,
        '9:10',
        place === 3 ? '9:18' : `9:${45 + place}`,
        name,
        township.name,
        carer,
        '日常清洁',
        '签名',
        '是',
        '',
      ]
    })
  })
  const nobody = [
    addDays(days.today, -1),
    '10:00',
    '10:40',
    '查无此人',
    townships[0]?.name ?? '',
    second[0]?.name ?? '',
    '日常清洁',
    '签名',
    '是',
    '',
  ]
  return [visitHead, ...rows, nobody]
}

/** To be tried in 部门比对: two of ours, one of them by name and birth alone, among those of others. */
function funeralRows({ days, find }: Samples): Row[] {
  const inventor = inventPeople('shenxian/funeral')
  const wish = { areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: '', village: '' }
  const others = Array.from({ length: 12 }, () => inventor.adult(wish))
  const day = addDays(days.today, -2)
  const [one, other] = [find({ township: 6, place: 9 }), find({ township: 11, place: 8 })]
  return [
    ['死者姓名', '身份证号', '出生日期', '火化日期'],
    [one.name, one.idNumber, one.bornOn, day],
    [other.name, '', other.bornOn, day],
    ...others.map(({ name, idNumber, bornOn }) => [name, idNumber, bornOn, day]),
  ]
}

/** As a township might send it: one figure differs from what the rows above add up to. */
async function wrongAnnex(): Promise<string> {
  const text = await readFile(new URL('../../platform/demo/data/aohan-annex-1.csv', import.meta.url), 'utf8')
  const lines = text.split('\n')
  const row = lines[3]?.split(',') ?? []
  row[2] = String(Number(row[2]) + 7)
  lines[3] = row.join(',')
  return lines.join('\n')
}
