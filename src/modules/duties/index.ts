import type { Module } from '#platform/module.ts'
import { dutiesService } from './service.ts'
import { dutiesWork } from './work.ts'

export const dutiesModule: Module = {
  service: dutiesService,
  work: dutiesWork,
  nightly: ['duties.settle'],
  constraints: {
    handover_one_open: '这件事已有一份移交在等对方接收，不能再移交。请先撤回那一份，或等对方接收',
    handover_between_two: '移交给了本科室。请选择别的科室或乡镇',
    handover_answered_whole: '这份移交刚由别人办理。请刷新后查看',
    handover_return_says_why: '退回要写明原因',
  },
}
