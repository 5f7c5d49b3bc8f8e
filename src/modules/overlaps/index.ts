import type { Module } from '#platform/module.ts'
import { overlapsArchive } from './archive.ts'
import { questions } from './questions.ts'
import { forgetHits } from './forget.ts'
import { overlapsService } from './service.ts'
import { overlapsTimeline } from './timeline.ts'
import { openHitsOf, overlapsWork } from './work.ts'

export { carryWithEnding, endingsOfHits, hitsOfEnding, noteEnding } from './ending.ts'
export { type Listed, listedOf } from './numbers.ts'

export const overlapsModule: Module = {
  service: overlapsService,
  questions,
  work: overlapsWork,
  timeline: overlapsTimeline,
  archive: overlapsArchive,
  openEnds: openHitsOf,
  forget: forgetHits,
  constraints: {
    hit_once: '这一行已在别的名单里命中过，不会重复登记',
    list_file_once: '这个文件刚由另一处导入。请在“导入名单”里打开那一份',
    decision_has_words: '判定要写明理由',
    change_without_gap: '两项制度之间不能断月也不能重月。请核对最后一个月',
  },
}
