import { lazyView, type Page } from '#ui/page-list.ts'

export const assessmentsPages: readonly Page[] = [
  {
    path: '/assessments',
    title: '能力评估',
    section: '人员',
    needs: 'assessments.list',
    order: 40,
    view: lazyView(() => import('./assessments.tsx'), 'Assessments'),
    help: {
      lines: [
        '1. 自理能力变化、认定、投诉的，点“申请评估”；服务机构只能申请，不能评估。评估期限见“政策依据”，名单上按它排。',
        '2. 定期评估：在“按村计划”列入计划、打印评估表（两页），带到村里填，回来按纸的顺序录入：y 达到，n 不能达到，Enter 下一项。',
        '3. 评估由两人进行，与服务机构、敬老院和本人亲属没有关系。等级由指标算出，服务器上计算。',
        '4. 提交、初审、审定由三个人办理；审定与算出的等级不同的，写明理由。生效月份审定时显示，名册和发放随之改变。',
        '5. 对结果有异议的，由另外两人重新评估一次，结果为最终结果。',
      ],
    },
  },
  {
    path: '/assessments/$assessmentId',
    title: '自理能力评估',
    section: '人员',
    needs: 'assessments.get',
    menu: false,
    view: lazyView(() => import('./assessment.tsx'), 'AssessmentPage'),
  },
]
