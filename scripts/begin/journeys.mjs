import { count } from './count.mjs'
import { commandOf } from './run.mjs'
import { browser, makeTools } from './tools.mjs'

/** The walks through the product in Chromium; without a browser they have failed, not been left out. */
export async function countJourneys(node, args) {
  if (!makeTools()) return { passed: 0, failed: 1, faults: ['没有浏览器'] }
  return await count(node, [commandOf('@playwright/test', 'playwright'), 'test', ...args], { CHROMIUM: browser() })
}

export async function journeys(node, args) {
  const { failed } = await countJourneys(node, args)
  return failed === 0 ? 0 : 1
}
