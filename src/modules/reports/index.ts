import type { Module } from '#platform/module.ts'
import { forgetForms } from './forget.ts'
import { reportsService } from './service.ts'
import { reportsWork } from './work.ts'

export const reportsModule: Module = {
  service: reportsService,
  work: reportsWork,
  forget: forgetForms,
  constraints: {
    submission_edition: '这张表刚由别人签字；请刷新后查看',
    round_number: '这一轮刚由别人开始；请刷新后查看',
    form_edition: '这个人的表刚由别人保存；请刷新后在最新内容上修改',
    returned_says_why: '退回应写明原因',
  },
}
