/** Keys of the topic evaluation (考评). */
import * as z from 'zod'
import { code, codes, count, flag, key, oneOf, record, text } from './types.ts'

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
