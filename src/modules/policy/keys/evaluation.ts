/** Keys of the topic evaluation (考评). */
import * as z from 'zod'
import { code, codes, count, flag, key, oneOf, record, text, toBeSet } from './types.ts'

const Items = z
  .array(
    record({
      title: text.max(40, '不超过40字的项目名称'),
      points: z.int('整数').min(1, '1至1000分').max(1000, '1至1000分'),
    }),
  )
  .min(1, '至少一个项目')
  .max(40, '不超过40个项目')
  .refine((items) => new Set(items.map(({ title }) => title)).size === items.length, '项目名称不重复')

export const evaluation = {
  'evaluation.default_when_missing': key(record({ result: oneOf('wait', 'factor_one'), approved_by: text }), {
    title: '乡镇到期未送考评的处理',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'evaluation.form': key(record({ form: text, township_may_change: flag, core_fields_locked: flag }), {
    title: '评估表与可否修改',
    combine: 'replace',
    setBy: '县（乡镇可改非核心字段）',
    downTo: 'county',
  }),
  'evaluation.monthly_items': key(toBeSet(Items), {
    title: '每月考评项目与分值',
    unit: '分',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'evaluation.result_use': key(codes, { title: '考评结果用途', combine: 'union', setBy: '县', downTo: 'county' }),
  'evaluation.sample': key(record({ percent: z.int().min(1).max(100), at_least: count }), {
    title: '考评抽样比例',
    unit: '%',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'evaluation.veto_classes': key(record({ classes: codes, open_ended: flag, effect: code, needs: codes }), {
    title: '一票否决情形',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
}
