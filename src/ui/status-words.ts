/** The fixed words of every state, each with its colour and sign; nothing else may be coined (screens 5.9). */

export type Family = 'neutral' | 'blue' | 'green' | 'orange' | 'red' | 'purple' | 'teal'

export const signOf: Record<Family, string> = {
  neutral: '○',
  blue: '◐',
  green: '✓',
  orange: '!',
  red: '✗',
  purple: '⟲',
  teal: '◆',
}

const reports = {
  未开始: 'neutral',
  填写中: 'blue',
  已送: 'green',
  逾期: 'red',
  退回: 'orange',
  已接收: 'green',
} as const

export const statusWords = {
  供养状态: {
    申请中: 'blue',
    待生效: 'blue',
    待入住: 'orange',
    在册: 'green',
    住院: 'orange',
    请假: 'orange',
    暂停: 'orange',
    已终止: 'neutral',
    已归档: 'neutral',
    不予认定: 'red',
  },
  评估: { 待评估: 'blue', 有争议: 'orange' },
  协议: {
    草稿: 'neutral',
    审核中: 'blue',
    签署中: 'blue',
    已签: 'green',
    已备案: 'green',
    生效: 'green',
    将到期: 'orange',
    已到期: 'red',
    已终止: 'neutral',
    无协议: 'red',
  },
  名册: { 草稿: 'neutral', 已锁定: 'teal', 已发送: 'blue', 已签收: 'green', 有疑问: 'orange' },
  服务判定: { 有效: 'green', 存疑: 'orange', 不计: 'red', 已更正: 'purple' },
  考评: reports,
  报表: reports,
  结算: {
    未算: 'neutral',
    已算: 'blue',
    待民政审: 'orange',
    待财政审: 'orange',
    已通过: 'green',
    退回: 'red',
    已发放: 'green',
    已关账: 'teal',
  },
  批次: {
    草稿: 'neutral',
    民政已审: 'blue',
    财政已审: 'blue',
    已导出: 'teal',
    已回盘: 'blue',
    部分失败: 'red',
    已对平: 'green',
  },
  案件步骤: {
    受理: 'blue',
    调查: 'blue',
    初审: 'blue',
    公示: 'blue',
    县级审核: 'blue',
    异议中: 'orange',
    补正: 'orange',
    已确认: 'green',
    不予认定: 'red',
    已撤回: 'neutral',
    申请人死亡: 'neutral',
  },
  问题: {
    已发现: 'neutral',
    已通知: 'blue',
    申辩中: 'orange',
    整改中: 'blue',
    待复查: 'orange',
    已销号: 'green',
    退回: 'red',
    逾期: 'red',
  },
  线索: { 待核实: 'orange', 核实中: 'blue', 属实: 'red', 不成立: 'neutral', 已移交: 'teal' },
  档案: {
    在用: 'green',
    待归档: 'orange',
    保管: 'teal',
    暂缓: 'orange',
    可销毁: 'neutral',
    已移交: 'teal',
    已销毁: 'neutral',
  },
  销毁清单: {
    待批准: 'orange',
    已批准待销毁: 'blue',
    已退回: 'neutral',
    已撤回: 'neutral',
    销毁中: 'blue',
    已销毁: 'neutral',
  },
  纸电差异: { 未处理: 'red', 已处理: 'green' },
  机构: {
    筹建: 'neutral',
    已登记: 'neutral',
    已备案: 'blue',
    运营: 'green',
    整改: 'orange',
    停止接收: 'red',
    定点: 'green',
    待撤并: 'orange',
    已关闭: 'neutral',
  },
  文件: { 有效: 'green', 征求意见稿: 'orange', 未生效: 'blue', 已废止: 'neutral', 待核实: 'neutral' },
} as const satisfies Record<string, Record<string, Family>>

export type StatusWords = typeof statusWords
export type StatusObject = keyof StatusWords
export type StatusWord<O extends StatusObject> = keyof StatusWords[O] & string

export function familyOf<O extends StatusObject>(object: O, word: StatusWord<O>): Family {
  const families: Readonly<Record<string, Family>> = statusWords[object]
  return families[word] ?? 'neutral'
}
