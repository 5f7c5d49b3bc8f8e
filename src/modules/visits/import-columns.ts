/** The columns of a sheet of visits, found by their headings in any order. Pure. */

export const columnTitles = {
  day: '日期',
  from: '开始时间',
  to: '结束时间',
  person: '姓名',
  lineNo: '名册序号',
  township: '乡镇（街道）',
  village: '村（居）',
  carer: '服务人员',
  services: '服务项目',
  contents: '照料内容',
  confirmation: '确认方式',
  confirmedBy: '确认人',
  card: '照料卡',
  longitude: '经度',
  latitude: '纬度',
  datum: '坐标系',
  accuracy: '误差（米）',
  note: '备注',
} as const
export type Column = keyof typeof columnTitles
export const columnNames = Object.keys(columnTitles).filter((name): name is Column => name in columnTitles)
export const required: readonly Column[] = ['day', 'from', 'to', 'person', 'carer']

/** Other headings that are seen for the same thing. */
const otherHeadings: Partial<Record<Column, readonly string[]>> = {
  day: ['服务日期', '上门日期'],
  from: ['开始', '到达时间', '签到时间', '起'],
  to: ['结束', '离开时间', '签退时间', '止'],
  person: ['人员', '人员姓名', '服务对象', '老人姓名', '特困人员姓名'],
  lineNo: ['序号', '名册号'],
  township: ['乡镇', '镇', '镇街', '街道', '乡镇街道'],
  village: ['村', '村居', '村委会', '居委会'],
  carer: ['照料人', '照料人员', '护理员', '照料护理人', '服务人员姓名'],
  services: ['项目', '服务内容'],
  contents: ['护理内容', '照料项目'],
  confirmation: ['确认', '签字方式'],
  confirmedBy: ['签字人', '签名人'],
  card: ['是否扫卡', '扫卡'],
  datum: ['坐标', '坐标类型'],
  accuracy: ['误差', '定位误差'],
  note: ['情况', '说明'],
}

/** Without blanks, brackets, stars: '服务 日期*' and '服务日期' are one heading. */
export const tidy = (heading: string): string => heading.normalize('NFKC').replaceAll(/[\s*()（）:：/／、.]/g, '')

const known = new Map(
  columnNames.flatMap((name) =>
    [columnTitles[name], ...(otherHeadings[name] ?? [])].map((heading) => [tidy(heading), name] as const),
  ),
)

export interface Recognised {
  /** Index of the heading row. */
  headRow: number
  columns: { heading: string; column: Column | null }[]
}

/** The row among the first twenty that holds most known headings. */
export function recognise(rows: readonly (readonly string[])[]): Recognised | undefined {
  const found = rows.slice(0, 20).map((cells, headRow) => {
    const taken = new Set<Column>()
    const columns = cells.map((heading) => {
      const column = known.get(tidy(heading))
      if (!column || taken.has(column)) return { heading, column: null }
      taken.add(column)
      return { heading, column }
    })
    return { headRow, columns, count: taken.size }
  })
  const best = found.toSorted((one, other) => other.count - one.count)[0]
  return best && best.count >= 3 ? { headRow: best.headRow, columns: best.columns } : undefined
}

export const missingColumns = ({ columns }: Recognised): string[] =>
  required.filter((name) => !columns.some(({ column }) => column === name)).map((name) => columnTitles[name])
