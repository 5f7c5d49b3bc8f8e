/** What is made after areas and accounts, in order; each step may be run again and then changes nothing. */
import type pg from 'pg'
import type { Application } from '../assemble.ts'
import { makeAohan } from './aohan.ts'

export interface DemoStep {
  title: string
  make(application: Application, client: pg.Client): Promise<void>
}

export const demoSteps: readonly DemoStep[] = [
  { title: '正在建立演示数据：敖汉旗的人员和敬老院（附件1、附件2）', make: (application) => makeAohan(application) },
]
