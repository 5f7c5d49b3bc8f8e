/** Keys of the topic payments (支付). */
import { code, codes, consequence, flag, key, listOf, oneOf, record, term, text, toBeSet } from './types.ts'

export const payments = {
  'payment.approvals': key(listOf(oneOf('civil_affairs_leader', 'finance')), {
    title: '支付由谁依次审核',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.bank_file': key(
    record({
      columns: listOf(record({ field: code, title: text })),
      encoding: oneOf('utf8', 'gb18030'),
      format: oneOf('csv', 'xlsx'),
    }),
    { title: '银行文件格式', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'payment.care.allowed_payees': key(record({ allowed: codes, default: code, one_per_agreement: flag }), {
    title: '照料费可付给谁',
    combine: 'conflict',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.care.forbidden_payees': key(codes, {
    title: '照料费不得付给谁',
    combine: 'forbid',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.care.no_service': key(record({ clue: code, ...consequence(codes) }), {
    title: '领费不照料的处理',
    combine: 'all',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.care.pooling': key(record({ pooled: flag, by: code }), {
    title: '照料费统筹使用',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.care.timeliness': key(record({ when: code, term: toBeSet(term) }), {
    title: '支付时限',
    combine: 'ceiling',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.consent_required': key(
    record({ collected_by_others: code, controlled_by_others: code, covers: codes, consent_by: codes }),
    { title: '代领支配须知情同意', combine: 'forbid', setBy: '县', downTo: 'county' },
  ),
  'payment.late_death': key(
    record({ stops: oneOf('month_after_death'), overpaid: oneOf('claim_by_name', 'report_only') }),
    {
      title: '死亡晚报多发的处理',
      combine: 'replace',
      setBy: '县',
      downTo: 'county',
    },
  ),
  'payment.living.start_rule': key(record({ from: oneOf('next_month', 'same_month'), event: oneOf('confirmation') }), {
    title: '生活费从何时起发',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'payment.notice': key(record({ to: code, of: codes, rights: codes }), {
    title: '知情权选择权',
    combine: 'all',
    setBy: '县',
    downTo: 'county',
  }),
  'payment.to_institution': key(record({ paid_to: code, covers: codes, on_time: flag, in_full: flag, scope: code }), {
    title: '拨付供养机构',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
}
