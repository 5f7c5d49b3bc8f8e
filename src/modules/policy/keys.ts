/** Every key a policy pack may set, declared once: type, unit, Chinese title, how levels combine, who may set it. */
import type * as z from 'zod'
import { agreements } from './keys/agreements.ts'
import { archives } from './keys/archives.ts'
import { assessment } from './keys/assessment.ts'
import { care } from './keys/care.ts'
import { custody } from './keys/custody.ts'
import { evaluation } from './keys/evaluation.ts'
import { funds } from './keys/funds.ts'
import { homes } from './keys/homes.ts'
import { incidents } from './keys/incidents.ts'
import { medical } from './keys/medical.ts'
import { monthly } from './keys/month.ts'
import { overlaps } from './keys/overlaps.ts'
import { payments } from './keys/payments.ts'
import { planning } from './keys/planning.ts'
import { recognition } from './keys/recognition.ts'
import { reports } from './keys/reports.ts'
import { settlement } from './keys/settlement.ts'
import { staff } from './keys/staff.ts'
import { supervision } from './keys/supervision.ts'
import type { KeyDeclaration } from './keys/types.ts'

const declarations = {
  ...planning,
  ...recognition,
  ...assessment,
  ...overlaps,
  ...agreements,
  ...care,
  ...settlement,
  ...payments,
  ...homes,
  ...staff,
  ...funds,
  ...custody,
  ...medical,
  ...incidents,
  ...supervision,
  ...evaluation,
  ...reports,
  ...archives,
  ...monthly,
}

export type PolicyKey = keyof typeof declarations
/** What a value of a key looks like: `ValueOf<'standard.care.rates'>`. */
export type ValueOf<Key extends PolicyKey> = z.output<(typeof declarations)[Key]['type']>

export const keys: Readonly<Record<string, KeyDeclaration>> = declarations

/** In the order in which the console shows them. */
export const topics: readonly { topic: string; title: string; keys: readonly string[] }[] = [
  { topic: 'planning', title: '机构与规划', keys: Object.keys(planning) },
  { topic: 'recognition', title: '认定与终止', keys: Object.keys(recognition) },
  { topic: 'assessment', title: '自理能力评估', keys: Object.keys(assessment) },
  { topic: 'overlaps', title: '待遇衔接', keys: Object.keys(overlaps) },
  { topic: 'agreements', title: '协议与合同', keys: Object.keys(agreements) },
  { topic: 'care', title: '照料服务', keys: Object.keys(care) },
  { topic: 'settlement', title: '标准与结算', keys: Object.keys(settlement) },
  { topic: 'payments', title: '支付', keys: Object.keys(payments) },
  { topic: 'homes', title: '供养机构', keys: Object.keys(homes) },
  { topic: 'staff', title: '人员与培训', keys: Object.keys(staff) },
  { topic: 'funds', title: '资金', keys: Object.keys(funds) },
  { topic: 'custody', title: '财产与监护', keys: Object.keys(custody) },
  { topic: 'medical', title: '医疗', keys: Object.keys(medical) },
  { topic: 'incidents', title: '突发情形', keys: Object.keys(incidents) },
  { topic: 'supervision', title: '监督检查', keys: Object.keys(supervision) },
  { topic: 'evaluation', title: '考评', keys: Object.keys(evaluation) },
  { topic: 'reports', title: '报表与公开', keys: Object.keys(reports) },
  { topic: 'archives', title: '档案', keys: Object.keys(archives) },
  { topic: 'month', title: '月度工作', keys: Object.keys(monthly) },
]
