import { lazyView, type Page } from '#ui/page-list.ts'

export const evaluationsPages: readonly Page[] = [
  {
    path: '/evaluations',
    title: '乡镇考评',
    section: '月度工作',
    needs: 'evaluations.overview',
    order: 50,
    view: lazyView(() => import('./evaluations.tsx'), 'Evaluations'),
    help: {
      lines: [
        '1. 每个机构每个乡镇每月抽样一次。样本由留痕树根算出，谁也不能挑选；重新抽样须写理由，两次都留存。',
        '2. 打印考评表带到门口填，或用手机直接填。考评人不少于2人。',
        '3. 保存后自动到下一个未评的人；J、K换人，Ctrl＋Enter保存。发现问题当场登记，县里能马上看到；机构要到县里通知申辩时才看到。',
        '4. 填完由乡镇负责人送县民政局；填表人不能自己送出。送出后不能修改，更正另送更正说明。',
      ],
    },
  },
  {
    path: '/evaluations/$evaluationId',
    title: '考评表',
    section: '月度工作',
    needs: 'evaluations.get',
    menu: false,
    view: lazyView(() => import('./evaluation.tsx'), 'EvaluationPage'),
  },
  {
    path: '/scores',
    title: '考评得分',
    section: '月度工作',
    needs: 'evaluations.scores',
    order: 55,
    view: lazyView(() => import('./scores.tsx'), 'Scores'),
    help: { lines: ['乡镇送县民政局以后，机构和财政才看到得分。', '满意率按回答满意的人数除以问到的人数计算。'] },
  },
  {
    path: '/findings',
    title: '考核确认与扣减',
    section: '月度工作',
    needs: 'findings.list',
    order: 60,
    view: lazyView(() => import('./confirming.tsx'), 'Confirming'),
    help: {
      lines: [
        '1. 线索先核实，再通知机构申辩，写明条款和拟扣金额。',
        '2. 机构陈述后，或申辩期满次日起，由登记、核实、提出以外的人决定。',
        '3. 没有合同条款的不能扣减；机构自报的差错只扣未提供的服务。严重问题由乡镇或机构上报，写明知道的时间。',
        '4. 各乡镇考评送到后，经办提出验收意见，负责人决定，打印履约验收单。',
      ],
    },
  },
  {
    path: '/findings/$findingId',
    title: '问题',
    section: '月度工作',
    needs: 'findings.get',
    menu: false,
    view: lazyView(() => import('./finding.tsx'), 'FindingPage'),
  },
  {
    path: '/vetoes',
    title: '一票否决',
    section: '监督',
    needs: 'evaluations.vetoCases',
    order: 70,
    view: lazyView(() => import('./vetoes.tsx'), 'Vetoes'),
  },
]
