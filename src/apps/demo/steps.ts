/** What is made after areas and accounts, in order; each step may be run again and then changes nothing. */
import type pg from 'pg'
import type { Application } from '../assemble.ts'

export interface DemoStep {
  title: string
  make(application: Application, client: pg.Client): Promise<void>
}

export const demoSteps: readonly DemoStep[] = []
