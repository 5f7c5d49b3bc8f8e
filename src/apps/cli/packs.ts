/** Policy packs on the command line: checked, tried with their own cases, entered as a county's standards by two persons. */
import { randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import * as z from 'zod'
import { type Actor, countyOf, may } from '#kernel/permission.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { runCases, policyForCases, type CaseResult } from '#modules/policy/cases.ts'
import { type Checked, checkSources } from '#modules/policy/index.ts'
import { faultText } from '#modules/policy/packs.ts'
import type { PackValue, PolicyDocument } from '#modules/policy/pack-set.ts'
import { perform } from '#platform/perform.ts'
import type { Application } from '../assemble.ts'
import { allQuestions } from '../pack-questions.ts'
import { withApplication } from './call.ts'

const Made = z.object({ id: z.uuid() })
const Documents = z.object({ rows: z.array(z.object({ key: z.string() })) })
const Adopted = z.object({ sentence: z.string() })

const say = (line: string) => void process.stdout.write(`${line}\n`)

export function packCommands(program: Command): void {
  const packs = program.command('packs').description('政策包：检查、试算、采用')
  packs
    .command('check <folder>')
    .description('检查一个政策包文件夹或单个文件；有错时逐条给出文件、行、字段、应为、现为，不载入任何内容')
    .action(async (folder: string) => {
      const checked = await checkedOrFaults(folder)
      if (checked) say(`没有错误：${checked.values.length}个数值，${checked.cases.length}个情形`)
    })
  packs
    .command('try <folder>')
    .description('用全部规则试算政策包自带的情形')
    .option('--case <words>', '只试算名称中有这些字的情形')
    .action((folder: string, options: { case?: string }) => tryPacks(folder, options.case ?? ''))
  packs
    .command('adopt <file>')
    .description('把一个文件中的标准登记到账号所在的县，由第二个账号采用')
    .requiredOption('--as <account>', '登记人的账号')
    .requiredOption('--second <account>', '采用人的账号，须是另一个人')
    .action((file: string, options: { as: string; second: string }) => adoptPack(file, options))
}

export interface Source {
  path: string
  text: string
}

/** Files of a folder of packs, of one pack, or a single file, named as they stand under packs/. */
export async function packSources(place: string): Promise<Source[]> {
  const found = await stat(place).catch(() => refuse('not_found', 'folder', `没有找到${place}，请核对路径`))
  if (!found.isDirectory()) return [{ path: path.basename(place), text: await readFile(place, 'utf8') }]
  const names = await readdir(place, { recursive: true })
  const isPack = names.includes('pack.yaml')
  const base = isPack ? `packs/${path.basename(path.resolve(place))}` : 'packs'
  const wanted = names.filter((name) => /\.(yaml|txt)$/.test(name)).toSorted()
  return Promise.all(
    wanted.map(async (name) => ({
      path: `${base}/${name.replaceAll(path.sep, '/')}`,
      text: await readFile(path.join(place, name), 'utf8'),
    })),
  )
}

/** Undefined after every fault was said; the command then ends with an error. */
async function checkedOrFaults(place: string): Promise<Checked | undefined> {
  const checked = await checkSources(await packSources(place))
  if (checked.faults.length === 0) return checked
  // A single file is named as it was typed, a folder's files as they stand under packs/.
  const single = (await stat(place)).isFile()
  for (const fault of checked.faults) process.stderr.write(`${faultText(single ? { ...fault, file: place } : fault)}\n`)
  process.stderr.write('未载入任何内容\n')
  process.exitCode = 1
  return undefined
}

async function tryPacks(place: string, words: string): Promise<void> {
  const checked = await checkedOrFaults(place)
  if (!checked?.set) return
  const cases = checked.cases.filter(({ title }) => title.includes(words))
  if (cases.length === 0)
    refuse('not_found', 'cases', words ? `没有名称中有“${words}”的情形，没有试算` : `${place}里没有情形，没有试算`)
  const results = runCases(cases, await allQuestions(), policyForCases(checked.set))
  for (const result of results) say(resultText(result))
  const failed = results.filter(({ passed }) => !passed).length
  say(`${results.length}个情形，${results.length - failed}个相符，${failed}个不符`)
  if (failed > 0) process.exitCode = 1
}

const resultText = ({ case: asked, passed, differences }: CaseResult): string =>
  `${passed ? '✓' : '✗'} ${asked.title}（${asked.place.file}:${asked.place.line}）${differences.map((line) => `\n    ${line}`).join('')}`

async function adoptPack(file: string, accounts: { as: string; second: string }): Promise<void> {
  const checked = await checkedOrFaults(file)
  if (!checked) return
  await withApplication(async (application) => {
    const [proposer, second] = [await named(application, accounts.as), await named(application, accounts.second)]
    requireTwo(proposer, second)
    const ask = askerOf(application)
    const { rows } = Documents.parse(await ask(proposer, 'policy.documents', {}))
    const registered = new Set(rows.map(({ key }) => key))
    for (const document of checked.documents.filter(({ key }) => !registered.has(key)))
      await ask(proposer, 'policy.registerDocument', documentInput(document))
    for (const value of checked.values) {
      const made = await proposedOrKnown(() => ask(proposer, 'policy.propose', valueInput(value)))
      if ('known' in made) say(`${value.key}：${made.known}`)
      else say(Adopted.parse(await ask(second, 'policy.adopt', made)).sentence)
    }
  })
}

/** A file read in twice enters nothing twice: what stands already is said and left. */
async function proposedOrKnown(propose: () => Promise<unknown>): Promise<{ id: string } | { known: string }> {
  try {
    return Made.parse(await propose())
  } catch (error) {
    const known = error instanceof Refusal && error.reasons.find(({ code }) => code === 'entered_already')
    if (known) return { known: known.message }
    throw error
  }
}

/** Before anything is entered: half a decision would stay behind. */
function requireTwo(proposer: Actor, second: Actor): void {
  if (proposer.accountId === second.accountId)
    refuse('refused', 'same_person', '登记人不能采用自己登记的标准。--second 须是另一个人的账号')
  if (!may(proposer, 'policy.propose') || !may(second, 'policy.adopt'))
    refuse('forbidden', 'not_permitted', '登记须由县级救助经办的账号，采用须由县级救助负责人的账号')
  if (countyOf(proposer) !== countyOf(second)) refuse('forbidden', 'county', '两个账号不在同一个县。请用本县的两个账号')
}

async function named(application: Application, login: string): Promise<Actor> {
  return (await application.actorNamed(login)) ?? refuse('not_found', 'account', `没有账号“${login}”`)
}

const askerOf = (application: Application) => (actor: Actor, operation: string, input: unknown) =>
  perform(application.installation, { operation, input, actor, requestId: randomUUID(), client: 'program' })

function documentInput({ key, title, number, issuers, issued, effective, status }: PolicyDocument) {
  return {
    name: key,
    title,
    issuers,
    status,
    issuedOn: issued ?? effective.from,
    effectiveFrom: effective.from,
    ...(number ? { number } : {}),
    ...(effective.to ? { effectiveTo: effective.to } : {}),
  }
}

function valueInput({ key, value, from, to, force, citations }: PackValue) {
  const [cited] = citations
  return {
    key,
    value,
    from,
    force,
    document: cited?.document,
    clause: cited?.clause,
    quote: cited?.quote,
    ...(to ? { to } : {}),
  }
}
