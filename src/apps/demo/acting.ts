/** Acts in a demonstration county as its own accounts do, on the days on which they would have done it. */
import type { Instant } from '#kernel/calendar.ts'
import type { Contract, OutputOf, Sent } from '#kernel/contract.ts'
import type { Actor } from '#kernel/permission.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { perform } from '#platform/perform.ts'
import { systemActor } from '#platform/worker.ts'
import type { Application } from '../assemble.ts'

export type Standing = Pick<Application, 'installation' | 'actorNamed' | 'pool'>

export interface Act<C extends Contract, N extends keyof C['operations'] & string> {
  /** Who: 'county-clerk' stands for 371522-county-clerk, 'system' for the system itself. */
  by: string
  at: Instant
  contract: C
  name: N
  input: Sent<C['operations'][N]>
  /** What tells this act from others of its kind; the same key is never done twice. */
  key: string
}

export interface Acting {
  county: string
  standing: Standing
  do<C extends Contract, N extends keyof C['operations'] & string>(
    act: Act<C, N>,
  ): Promise<OutputOf<C['operations'][N]>>
  /** Looks something up as an account; queries need no key. */
  ask<C extends Contract, N extends keyof C['operations'] & string>(
    act: Omit<Act<C, N>, 'key'>,
  ): Promise<OutputOf<C['operations'][N]>>
  upload(by: string, at: Instant, file: { name: string; mediaType: string; bytes: Uint8Array }): Promise<string>
}

export function actingIn(standing: Standing, county: string): Acting {
  const actors = new Map<string, Promise<Actor>>()
  const actor = (by: string): Promise<Actor> => {
    const found = actors.get(by) ?? actorOf(standing, county, by)
    actors.set(by, found)
    return found
  }
  const at = (moment: Instant) => ({ ...standing.installation, now: () => moment })
  async function done<C extends Contract, N extends keyof C['operations'] & string>(
    act: Omit<Act<C, N>, 'key'>,
    requestId: string,
  ): Promise<OutputOf<C['operations'][N]>> {
    const operation = `${act.contract.module}.${act.name}`
    const request = { operation, input: act.input, actor: await actor(act.by), requestId, client: 'demo' }
    // What the door answers is what the contract says: it parses its own answers.
    return perform(at(act.at), request) as Promise<OutputOf<C['operations'][N]>>
  }
  return {
    county,
    standing,
    do: (act) => done(act, `demo:${county}:${act.contract.module}.${act.name}:${act.key}`),
    ask: (act) => done(act, crypto.randomUUID()),
    async upload(by, moment, file) {
      const whole = { ...file, sha256: sha256(file.bytes) }
      return (await receiveFile(at(moment), await actor(by), county, whole)).fileId
    },
  }
}

async function actorOf(standing: Standing, county: string, by: string): Promise<Actor> {
  if (by === 'system') return systemActor(standing.installation, county)
  const found = await standing.actorNamed(`${county}-${by}`)
  if (!found) throw new Error(`the demonstration has no account ${county}-${by}`)
  return found
}

/** So many at a time: the database has two cores to give, and evaluations of different townships do not wait for each other. */
export async function inLanes<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  lanes = 4,
): Promise<void> {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
