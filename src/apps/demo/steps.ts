/** What is made after areas and accounts, in order; each step may be run again and then changes nothing. */
import type pg from 'pg'
import type { Application } from '../assemble.ts'
import { makeAssessments } from './assessments.ts'
import { makeAohan } from './aohan.ts'
import { makeJilin } from './jilin.ts'
import { makeOtherDuties } from './duties.ts'
import { makeSampleDistrict } from './sample-district.ts'
import { makeShenxianCases } from './shenxian-cases.ts'
import { makeVerifications } from './verifications.ts'
import { makeShenxianBase, makeShenxianClosed, makeShenxianOpen, makeShenxianPresent } from './shenxian.ts'

export interface DemoStep {
  title: string
  make(application: Application, client: pg.Client): Promise<void>
}

export const demoSteps: readonly DemoStep[] = [
  { title: '正在建立演示数据：敖汉旗的人员和敬老院（附件1、附件2）', make: (application) => makeAohan(application) },
  { title: '正在建立演示数据：莘县的标准、机构、人员和协议', make: makeShenxianBase },
  { title: '正在建立演示数据：莘县已关账的两个月', make: makeShenxianClosed },
  { title: '正在建立演示数据：莘县正在办理的一个月', make: makeShenxianOpen },
  { title: '正在建立演示数据：莘县本月', make: makeShenxianPresent },
  { title: '正在建立演示数据：莘县正在办理的认定案件', make: makeShenxianCases },
  { title: '正在建立演示数据：能力评估', make: makeAssessments },
  { title: '正在建立演示数据：年度核查', make: makeVerifications },
  { title: '正在建立演示数据：示例区', make: makeSampleDistrict },
  { title: '正在建立演示数据：示例县甲（吉林，虚构）', make: makeJilin },
  { title: '正在建立演示数据：职责分工、交接和配套政策', make: makeOtherDuties },
]
