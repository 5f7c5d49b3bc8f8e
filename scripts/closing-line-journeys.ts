import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter'

/** Ends the journeys with what failed, by name, and the same plain line as the other tests: "12 passed, 0 failed, 0 skipped". */
export default class ClosingLine implements Reporter {
  #suite: Suite | undefined

  onBegin(_config: FullConfig, suite: Suite) {
    this.#suite = suite
  }

  onEnd() {
    const walks = this.#suite?.allTests() ?? []
    const outcomes = walks.map((test) => (test.results.length === 0 ? 'skipped' : test.outcome()))
    for (const walk of walks.filter(
      (each) => ['unexpected', 'flaky'].includes(each.outcome()) && each.results.length > 0,
    ))
      process.stdout.write(`not passed: ${walk.titlePath().filter(Boolean).join(' › ')}\n`)
    const count = (...wanted: string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length
    // A walk that only passes the second time has failed: nobody at the counter gets a second try.
    const line = `${count('expected')} passed, ${count('unexpected', 'flaky')} failed, ${count('skipped')} skipped`
    process.stdout.write(`${line}\n`)
  }

  printsToStdio() {
    return true
  }
}
