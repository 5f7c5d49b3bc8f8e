/** Keys of the topic custody (财产与监护). */
import { code, codes, key, record } from './types.ts'

export const custody = {
  'estate.basis': key(code, {
    title: '遗产处理依据',
    combine: 'conflict',
    setBy: '全国（协议条款不得违法）',
    downTo: 'nation',
  }),
  'guardian.fallback': key(codes, { title: '无监护人时由谁担任', combine: 'replace', setBy: '全国', downTo: 'nation' }),
  'personal_funds.disposal': key(record({ by: code, only_for: code }), {
    title: '监护人处分财产的限制',
    combine: 'forbid',
    setBy: '全国',
    downTo: 'nation',
  }),
  'personal_funds.entrusted_booking': key(record({ account: code, one_per: code, entrusted_by: codes }), {
    title: '代管钱物的记账',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'personal_funds.manager': key(record({ when: codes, manager: code }), {
    title: '财产由谁管理',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'personal_funds.pocket_money': key(record({ collected_by_others: code, kept_by_others: code, consent_by: codes }), {
    title: '零用钱代领代管',
    combine: 'forbid',
    setBy: '省',
    downTo: 'province',
  }),
}
