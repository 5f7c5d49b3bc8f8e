/** Functions of the documents in words. */
export const functionText: Readonly<Record<string, string>> = {
  civil_affairs: '特困人员救助供养主管',
  finance: '经费安排和监督',
  audit: '审计监督',
  medical_insurance: '医疗保障',
  elderly_service: '养老服务',
  recognition: '对象认定',
  management: '对象管理',
  buys: '购买照料服务',
  uses: '使用照料服务',
  evaluates: '考核评价照料服务',
  pays: '支付照料费用',
  data_officer: '数据专人',
}

export const stateText = {
  none: '没有责任人',
  gone: '责任人已离开',
  away: '请假代理中',
  unreported: '应上报省厅未报',
  untrained: '没有培训记录',
} as const
