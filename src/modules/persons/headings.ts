/** The headings under which files say the same things: what people write instead of our own labels, and what is known but not taken. */
import type { Field } from './fields.ts'

/** Further headings seen or to be expected, as people shorten them; words between blanks, compared after tidying (columns.ts). */
export const otherHeadings: Partial<Record<Field, string>> = {
  name: '成员姓名 对象姓名 特困人员姓名 供养对象姓名 供养对象 人员姓名 本人姓名',
  idNumber: '身份证 身份证号码 公民身份号码 证件号码 证件号 成员身份证号 成员身份证号码 居民身份证号 身份证件号码',
  householderName: '户主',
  householderIdNumber: '户主身份证 户主身份证号码 户主证件号码',
  relation: '与户主的关系 家庭关系 户主关系',
  bornOn: '出生年月日 出生年月 生日 出生时间',
  ethnicity: '民族名称',
  marital: '婚姻 婚姻情况',
  hasDisability: '残疾 有无残疾 是否残疾人',
  disabilityCard: '残疾人证号 残疾人证 残疾证 残疾证号码 残疾人证号码',
  disabilityKind: '残疾类型 残疾种类',
  disabilityGrade: '残疾级别 残疾程度',
  selfCareLevel:
    '自理能力 能力等级 失能等级 生活自理情况 自理等级 护理等级 照料护理等级 失能情况 自理情况 变更后等级 现等级',
  supportMode: '供养形式 救助供养方式 供养类型 供养类别 救助供养形式 变更后方式 变更后供养方式',
  institution: '供养机构名称 机构名称 供养服务机构 所在机构 敬老院 入住机构 供养机构全称',
  householdClass: '户籍性质 户口类型 户口性质 城乡类别 城乡 户别 城市农村',
  areaPath: '行政区划 区划 所属省市区街社 所属地区 省市县乡村 所属行政区划',
  province: '所属省 省份 省自治区直辖市',
  city: '所属市 地市 市州盟 市地州盟 地级市',
  county: '县 区 区县 县区 县市区 所属区 所属县 所属区县 旗县 县旗 旗县区 旗县市区 区划县',
  township:
    '乡镇 街道 镇街 镇办 乡镇街道 镇街道 所属街 所属街道 所属乡镇 所属镇街 乡镇苏木街道 苏木乡镇 乡镇办 乡镇名称 苏木',
  village: '村 社区 村居 村社区 行政村 嘎查村 嘎查 村委会 居委会 所属社 所属社区 所属村 村居委会 村名 村庄 嘎查村社区',
  registeredAddress: '户籍住址 户籍地 户口所在地 户籍所在地 户籍地详细地址',
  address: '住址 家庭住址 现住址 地址 居住地 详细地址 家庭地址 现居住地 新地址 变更后地址',
  phone: '联系电话 手机号 手机号码 联系方式 电话号码 手机 本人电话',
  bankName: '开户行 银行 银行名称 开户行名称 开户银行名称',
  accountHolder: '户名 账户名 账户名称 开户名 账户姓名 开户人 开户人姓名 银行户名 帐户名称 银行帐户名称',
  accountNumber: '银行帐号 账号 帐号 银行卡号 卡号 银行账户 银行卡账号 存折账号 开户账号',
  cardAccount: '一卡通帐号 一卡通卡号 一卡通 惠民惠农一卡通账号 社保卡账号 社保卡号',
  carerName: '照料人 照料护理人 护理人 护理人姓名 照料护理人姓名 照料服务人员',
  carerIdNumber: '照料人身份证 照料人身份证号码 护理人身份证号',
  carerPhone: '照料人联系电话 护理人电话 照料人联系方式',
  firstMonth: '享受月份 开始享受月份 享受待遇起始月份 起始月份 纳入月份 救助开始月份 起始年月 享受起始月 开始供养月份',
  certificateNumber: '证号 低保特困证号 特困证号 特困人员证号 供养证号 特困供养证号 特困人员救助供养证号 救助证号',
  changeKind: '变动类型 变更类别 变动类别 变更事项 增减 变动情况 变更情况 增减情况',
  effectiveMonth: '生效月份 执行月份 变动月份 起发月份 变更起始月份 执行时间 变更生效月',
  decisionNumber: '决定书号 认定决定书文号 决定书文号 认定文号 决定文号 确认通知书号 认定书号 批准文号',
  decidedOn: '认定时间 批准日期 批准时间 确认日期 审批日期 审核确认日期 决定日期',
  exitReason: '退出原因 停发原因 终止供养原因 减少原因 取消原因 停保原因',
  exitedOn: '退出日期 停发日期 死亡日期 终止时间 退出时间 死亡时间 停保日期',
  lastPaidMonth: '最后发放月份 末次发放月 末次发放月份 发放截止月 发放截止月份 停发前最后月份 最后发放年月',
  insurance: '参保情况 医疗保险 医保类型 医疗保险类型 参保状态 参保险种',
  remarks: '说明 附注 备注说明',
}

/**
 * Headings of the two provincial exports that are known and not taken over: another module owns the fact (amounts come
 * from the packs), it can be computed (age), or supporting the person does not need it.
 */
export const knownButNotTaken: readonly string[] = [
  '序号 编号 年龄 文化程度 政治面貌 就业 就业状况 就业情况 年收入 患病病种 健康状况 建档立卡',
  '是否建档立卡 救助类型 基本生活标准 照料护理费用 照料护理标准 分类施保 合计 学校名称 学校',
  '就读学校 年级 班级 学校地址 学校类型 学校性质 单位名称 单位 工作单位 单位地址 单位性质',
  '单位电话 家庭人口 家庭人口数 特困人员数 基本生活总费用 照料护理总费用 家庭分类施保总额',
  '人员分类施保总额 电表号 住房套数 住房总面积 金融资产总额 其他财产 户数 人数 月份 原等级',
  '原供养方式 变更前等级 变更前方式',
].flatMap((line) => line.split(' '))
