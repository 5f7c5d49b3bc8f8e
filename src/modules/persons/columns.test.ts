import { describe, expect, test } from 'vitest'
import { chooseColumn, recogniseTable, rememberedOf } from './columns.ts'
import { fieldTitle, ownTemplate } from './fields.ts'
import { givenTable } from './given-list.ts'

const words = (text: string) => text.split(' ')
const personFile = words(
  '姓名 身份证号 户主身份证号 与户主关系 性别 出生日期 年龄 民族 婚姻 文化程度 政治面貌 就业 年收入 是否残疾 残疾证号 类别 等级 患病病种 生活自理能力 健康状况 参保类型 最初享受月份 建档立卡 开户银行 银行账户名称 银行帐号 一卡通账号 救助类型 照料人姓名 照料人身份证号 供养方式 供养机构 户籍类型 基本生活标准 照料护理费用 分类施保 合计 省 市 区 街道 社区 户籍地址 证号 备注',
)
const familyFile = words(
  '户主姓名 户主身份证号 家庭人口 特困人员数 供养方式 户籍类型 基本生活总费用(元) 照料护理总费用(元) 家庭分类施保总额 人员分类施保总额 合计(元) 低保(特困)证号 联系电话 户籍住址 所属省 所属市 所属区 所属街 所属社 最初享受月份 开户银行 银行账户名称 银行帐号 一卡通账号 电表号 住房套数 住房总面积 金融资产总额 其他财产 成员姓名 成员身份证号',
)

describe('a list is recognised by its headings', () => {
  test('the province’s person file, with every column known', () => {
    const found = recogniseTable(givenTable([personFile]))
    expect(found.format).toBe('person_file')
    expect(found.unrecognised).toEqual([])
    expect(found.fields.get('disabilityKind')).toBe(15)
    expect(found.fields.get('disabilityGrade')).toBe(16)
    expect(found.fields.get('selfCareLevel')).toBe(18)
    expect(found.firstRow).toBe(1)
  })

  test('the sentence counts the columns and names back what was not recognised', () => {
    const found = recogniseTable(givenTable([[...personFile, '备用一']]))
    expect(found.sentence).toBe(
      `这是“特困人员人员查询”导出表，${personFile.length + 1}列，识别${personFile.length}列；未识别：“备用一”。`,
    )
  })

  test('the province’s family file: the member is the person, the householder stands beside', () => {
    const found = recogniseTable(givenTable([familyFile]))
    expect(found.format).toBe('family_file')
    expect(found.unrecognised).toEqual([])
    expect(found.fields.get('name')).toBe(familyFile.indexOf('成员姓名'))
    expect(found.fields.get('householderName')).toBe(0)
    expect(found.fields.get('certificateNumber')).toBe(familyFile.indexOf('低保(特困)证号'))
  })

  test('a family file without member columns speaks of the householder', () => {
    const found = recogniseTable(givenTable([familyFile.slice(0, -2)]))
    expect(found.fields.get('name')).toBe(0)
    expect(found.fields.get('idNumber')).toBe(1)
  })

  test('a monthly change list, also with 等级 for the level', () => {
    const list = words('序号 姓名 身份证号 变更类型 等级 认定决定书号 认定日期 终止原因 最后发放月')
    const found = recogniseTable(givenTable([list]))
    expect(found.format).toBe('change_list')
    expect(found.fields.get('selfCareLevel')).toBe(4)
    expect(found.unrecognised).toEqual([])
  })

  test('our own template', () => {
    expect(recogniseTable(givenTable([ownTemplate.map((field) => fieldTitle[field])])).format).toBe('own_template')
  })

  test('titles above the headings, line breaks, full width, units and stars do not matter', () => {
    const rows = [
      ['2023年8月特困人员名单', null, null],
      ['填报单位：示例镇', null, null],
      [null],
      [' 姓\n名 ', '身份证号\r\n（18位）', '联系 电话＊', '银行帐号（必填）', '与户主关系：'],
      ['张示例', '', '', '', ''],
    ]
    const found = recogniseTable(givenTable(rows))
    expect(found.firstRow).toBe(4)
    expect([...found.fields.keys()]).toEqual(['name', 'idNumber', 'phone', 'accountNumber', 'relation'])
  })

  test('two lines of headings, a group over its columns', () => {
    const rows = [
      ['姓名', '身份证号', '残疾情况', null, null, '联系电话'],
      [null, null, '残疾证号', '类别', '等级', null],
      ['张示例', '', '', '', '', ''],
    ]
    const found = recogniseTable(givenTable(rows))
    expect(found.firstRow).toBe(2)
    expect(found.fields.get('disabilityGrade')).toBe(4)
    expect(found.fields.get('phone')).toBe(5)
  })

  test('headings below the tenth row are not searched for', () => {
    const rows = [...Array.from({ length: 10 }, () => ['说明']), ['姓名', '身份证号']]
    expect(recogniseTable(givenTable(rows))).toMatchObject({ format: 'unknown' })
  })

  test('a table of something else is not taken for a list of persons', () => {
    expect(
      recogniseTable(
        givenTable([
          ['物品', '数量', '备注'],
          ['被子', 3, null],
        ]),
      ).format,
    ).toBe('unknown')
    expect(recogniseTable(givenTable([])).sentence).toMatch(/没有认出表头/)
  })

  test('a heading that comes twice is taken once and named back', () => {
    const found = recogniseTable(givenTable([['姓名', '身份证号', '姓名']]))
    expect(found.fields.get('name')).toBe(0)
    expect(found.unrecognised).toEqual(['姓名'])
  })
})

describe('what the clerk chose is remembered', () => {
  const rows = [['姓名', '身份证号', '自编栏', '甲乙丙']]
  const chosen = chooseColumn(chooseColumn(recogniseTable(givenTable(rows)), 2, 'phone'), 3, 'skip')

  test('a column pointed to a field and one skipped leave nothing unrecognised', () => {
    expect(chosen.fields.get('phone')).toBe(2)
    expect(chosen.unrecognised).toEqual([])
  })

  test('the next file of the same shape needs no choosing', () => {
    const again = recogniseTable(givenTable(rows), rememberedOf(chosen))
    expect([...again.fields]).toEqual([...chosen.fields])
    expect(again.unrecognised).toEqual([])
  })

  test('a choice wins over what is built in', () => {
    const again = recogniseTable(givenTable([['姓名', '身份证号', '备注']]), { 备注: 'address' })
    expect(again.fields.get('address')).toBe(2)
  })
})
