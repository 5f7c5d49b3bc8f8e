/** Letters of assessments: their fields, this system's words, and what each must say by law. Pure. */
import type { LetterKind } from '#kernel/letter.ts'
import { assessmentFrameOf } from '#platform/documents/assessment-frame.ts'

const month = { key: 'assessment.level_effective', why: '应写明新等级从哪个月起执行' }

export const levelKind: LetterKind = {
  key: 'assessments.level',
  name: '自理能力评估结果告知书（等级变更）',
  sort: 'letter',
  fields: [
    { name: '评估日期', about: '入户评估的日期', example: '2023年8月20日' },
    { name: '评估人', about: '两名评估人的姓名和单位', example: '王演示（××镇人民政府）、李样本（××镇人民政府）' },
    { name: '评估情况', about: '几项不能达到，属于哪一档', example: '六项中4项不能达到。' },
    {
      name: '理由和依据',
      about: '指标、档次和生效月份的条款',
      kind: 'lines',
      example: ['理由和依据如下：', '1．六项指标和能力档次（依据：民发〔2021〕43号 第二十九条）'],
      required: { key: 'assessment.levels', why: '书面告知应写明依据' },
    },
    {
      name: '能力档次',
      about: '法律规定的档次名称',
      example: '部分丧失生活自理能力',
      required: { key: 'assessment.levels', why: '应写明评估为哪一档' },
    },
    { name: '本县等级', about: '本县对这一档的叫法', example: '半失能' },
    { name: '原等级', about: '原登记等级，如“原登记为全自理，”；没有的为空', example: '原登记为全自理，' },
    { name: '执行月份', about: '新等级从哪个月起执行', example: '2023年9月', required: month },
    {
      name: '费用说明',
      about: '照料护理标准和付给谁；没有标准的为空',
      example: '照料护理标准为每月626.00元，支付给提供照料服务的机构。',
    },
    {
      name: '不同理由',
      about: '审定与按指标算出的不同时的理由；没有的，这一段不印',
      example: '近期住院，待恢复后重评',
    },
    {
      name: '异议办法',
      about: '怎样提出重新评估；二次评估的写明为最终结果',
      example: '对评估结果有异议的，可以提出重新评估一次。',
    },
    {
      name: '权利告知',
      about: '不服审定时怎样、多长时间内申请行政复议或者提起诉讼；期限随审定当日的法律',
      kind: 'lines',
      example: ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。'],
      required: { key: 'appeal.reconsideration_term', why: '决定应告知救济途径和期限' },
    },
  ],
  text: {
    title: '自理能力评估结果告知书',
    paragraphs: [
      '{{评估日期}}，{{评估人}}两人对您的生活自理能力进行了评估。{{评估情况}}',
      '{{理由和依据}}',
      '经审定，您的生活自理能力为{{能力档次}}（{{本县等级}}），{{原等级}}自{{执行月份}}起执行。{{费用说明}}',
      '审定与按指标算出的等级不同，理由：{{不同理由}}。',
      '{{异议办法}}',
      '{{权利告知}}',
    ],
  },
}

export const formKind: LetterKind = {
  key: 'assessments.form',
  name: '自理能力评估表（含空表）',
  sort: 'form',
  frame: assessmentFrameOf,
  fields: [
    {
      name: '评估表',
      about: '六项指标、签名、初审和审定；需要时附国家标准的26项',
      kind: 'table',
      example: '（表格）',
      required: { key: 'assessment.items', why: '没有表格就不能登记' },
    },
    {
      name: '判定标准',
      about: '几项不能达到属于哪一档',
      example:
        '0项不能达到，为具备生活自理能力；1—3项不能达到，为部分丧失生活自理能力；4—6项不能达到，为完全丧失生活自理能力',
      required: { key: 'assessment.levels', why: '表上应写明判定标准' },
    },
    {
      name: '权利告知',
      about: '不服审定时怎样申请行政复议或者提起诉讼',
      kind: 'lines',
      example: ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。'],
    },
  ],
  text: {
    title: '特困人员生活自理能力评估表',
    paragraphs: [
      '{{评估表}}',
      '1．由两人一起入户，看本人实际怎样做，不只凭询问。两名评估人与服务机构、敬老院和本人亲属没有关系。',
      '2．每项只选“达到”或“不能达到”。要人帮助才能完成的，为不能达到。',
      '3．{{判定标准}}。',
      '4．评估结果由县级民政部门审定后书面告知。对结果有异议的，可以向乡镇（街道）或县级民政部门提出，由另外两人重新评估一次。',
      '{{权利告知}}',
    ],
  },
}

export const assessmentLetters: readonly LetterKind[] = [levelKind, formKind]
