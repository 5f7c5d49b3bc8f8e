/** A document and a standard for tests and the demonstration; both invented. */
import { plainDate } from '#kernel/calendar.ts'

export const givenDocument = {
  name: '示例政发〔2023〕9号',
  title: '关于调整照料护理标准的通知（虚构）',
  number: '示例政发〔2023〕9号',
  issuers: ['示例人民政府'],
  status: 'in_force' as const,
  issuedOn: plainDate('2023-11-20'),
  effectiveFrom: plainDate('2024-01-01'),
  text: '一、调整标准\n自2024年1月1日起，照料护理标准调整为：自理200.00元、半失能328.00元、失能650.00元。\n二、其他\n由民政部门解释。',
}

export const givenStandard = {
  key: 'standard.care.rates',
  value: { able: '200.00', partly_able: '328.00', unable: '650.00' },
  from: plainDate('2024-01-01'),
  document: givenDocument.name,
  clause: '一、调整标准',
  quote: '自理200.00元、半失能328.00元、失能650.00元',
}
