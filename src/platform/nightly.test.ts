import { expect, test } from 'vitest'
import * as z from 'zod'
import { command, contract } from '#kernel/contract.ts'
import { givenArea } from '#modules/access/given.ts'
import { testApp } from '../../test/app.ts'
import { openLog } from './log.ts'
import { implement } from './module.ts'
import { performNightly } from './worker.ts'

const app = await testApp({ now: '2023-09-06T02:30+08:00' })
const nothing = z.object({})
const night = contract('night', { round: command({ title: '夜巡', internal: true, input: nothing, output: nothing }) })
const walked: string[] = []
const service = implement(night, {
  async round(context) {
    walked.push(context.county)
    return {}
  },
})
const installation = { ...app.installation, modules: [{ service, nightly: ['night.round'] }] }

test('each county is walked once a night, however often the night is run', async () => {
  await givenArea(app.superuser, { level: 'county', name: '莘县', county: '371522' })
  await givenArea(app.superuser, { level: 'county', name: '敖汉旗', county: '150430' })
  await performNightly(installation, openLog('silent'))
  await performNightly(installation, openLog('silent'))
  expect(walked).toEqual(['150430', '371522'])
  app.setNow('2023-09-07T02:30+08:00')
  await performNightly(installation, openLog('silent'))
  expect(walked).toEqual(['150430', '371522', '150430', '371522'])
})

test('while writing is refused, commands say so and queries still answer', async () => {
  const full = { ...installation, writesRefused: () => '磁盘空间不足' }
  await performNightly(full, openLog('silent'))
  expect(walked).toHaveLength(4)
})
