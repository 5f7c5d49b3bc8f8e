/** The state behind a form: values as sent on the wire, faults by the operation's own schema, and the draft. */
import { useId, useMemo, useRef, useState } from 'react'
import type * as z from 'zod'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { type Draft, type DraftState, draftOf, dropDraft, useDraft } from './draft.ts'
import { useMe } from './me.tsx'

export interface FormOptions<S extends z.ZodObject> {
  /** The input of an operation, or a part of it. */
  schema: S
  /** Name of the draft: 'recognition.accept', with the object where there are several. */
  draft: string
  initial?: Partial<z.input<S>>
  /** Fields at which the server's refusals stand, by code: { guardian_missing: 'givenBy' }. */
  at?: Readonly<Record<string, keyof z.input<S> & string>>
  /** Fields that no draft keeps: passwords. */
  neverKept?: readonly (keyof z.input<S> & string)[]
}

export interface FormState<S extends z.ZodObject = z.ZodObject> {
  id: string
  schema: S
  values: Readonly<Record<string, unknown>>
  set: (name: string, value: unknown, composing?: boolean) => void
  /** A field was left: from now on it is checked as one types. */
  leave: (name: string) => void
  /** What a field says is wrong, once it was left or the form was sent. */
  faultOf: (name: string) => string | undefined
  /** All faults in view, for the summary. */
  faults: ReadonlyArray<{ name: string; message: string }>
  /** Text that reads as no value at all ('最多两位小数'); undefined clears it. */
  unreadable: (name: string, fault: string | undefined) => void
  /** A file of this field is under way: what is sent now would go without it. */
  wait: (name: string, waits: boolean) => void
  waiting: boolean
  required: (name: string) => boolean
  draft: DraftState
  found: Draft | undefined
  resume: () => void
  discard: () => void
  changed: boolean
  /** The values when nothing is wrong; otherwise all faults come into view. */
  checked: () => z.input<S> | undefined
  /** Codes of refusals that stand at a field of this form. */
  at: Readonly<Record<string, string>>
  /** Faults that the server found go to their fields; the rest is for the list of reasons. */
  takeRefusal: (error: unknown) => void
  done: () => void
}

export function useForm<S extends z.ZodObject>(options: FormOptions<S>): FormState<S> {
  const me = useMe()
  const key = `${me.accountId}.${options.draft}`
  const [found, setFound] = useState(() => draftOf(key))
  const fields = useFields(options)
  const savable = without(fields.values, options.neverKept ?? [])
  const draft = useDraft(key, savable, fields.changed)
  const { replace, unchanged, ...rest } = fields
  const placeOf = (reason: Reason) =>
    atItsField(reason, { at: options.at ?? {}, schema: options.schema })
      ? (options.at?.[reason.code] ?? reason.code)
      : undefined
  return {
    ...rest,
    id: useId(),
    schema: options.schema,
    draft,
    found,
    at: options.at ?? {},
    takeRefusal: (error: unknown) => {
      if (error instanceof Refusal)
        fields.takeFaults(error.reasons.flatMap((reason) => placed(placeOf(reason), reason.message)))
    },
    resume: () => {
      if (found) replace({ ...fields.values, ...found.values })
      setFound(undefined)
    },
    discard: () => {
      dropDraft(key)
      setFound(undefined)
    },
    done: () => {
      draft.drop()
      unchanged()
    },
  }
}

/** Faults of the input carry the path of their field as code; a reason with a clause or a next step needs the room of the list. */
export const atItsField = (
  { code, citations = [], next }: Reason,
  { at, schema }: Pick<FormState, 'at'> & { schema: z.ZodObject },
): boolean => citations.length === 0 && !next && (code in at || (code.split('.')[0] ?? '') in schema.shape)

const without = (values: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

function useFields<S extends z.ZodObject>({ schema, initial }: FormOptions<S>) {
  const [values, setValues] = useState<Record<string, unknown>>(() => ({ ...initial }))
  const [settled, setSettled] = useState(values)
  const [changed, setChanged] = useState(false)
  const view = useFaults(schema, settled)
  const [awaited, setAwaited] = useState<ReadonlySet<string>>(new Set())
  const latest = useRef(values)
  const replace = (next: Record<string, unknown>) => {
    latest.current = next
    setValues(next)
    setSettled(next)
  }
  return {
    values,
    changed,
    replace,
    unchanged: () => setChanged(false),
    set: (name: string, value: unknown, composing = false) => {
      const next = { ...latest.current, [name]: value }
      latest.current = next
      setValues(next)
      setChanged(true)
      view.forgetServer(name)
      // While Chinese is being composed nothing is checked (screens 5.3).
      if (!composing) setSettled(next)
    },
    leave: view.leave,
    faultOf: view.faultOf,
    faults: view.faults,
    unreadable: view.unreadable,
    wait: (name: string, waits: boolean) =>
      setAwaited((before) => new Set([...[...before].filter((each) => each !== name), ...(waits ? [name] : [])])),
    waiting: awaited.size > 0,
    takeFaults: view.takeFaults,
    required: (name: string) => !schema.shape[name]?.safeParse(undefined).success,
    checked: () => {
      view.showAll()
      return !view.anyUnreadable && fits(schema, latest.current) ? latest.current : undefined
    },
  }
}

function fits<S extends z.ZodObject>(schema: S, values: unknown): values is z.input<S> {
  return schema.safeParse(values).success
}

type Faults = Readonly<Record<string, string>>

function useFaults(schema: z.ZodObject, settled: Record<string, unknown>) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const [unreadable, setUnreadable] = useState<Faults>({})
  const [fromServer, setFromServer] = useState<Faults>({})
  const bySchema = useMemo(() => faultsBy(schema, settled), [schema, settled])
  const found: Faults = { ...fromServer, ...bySchema, ...unreadable }
  const inView = (name: string) => all || left.has(name) || name in fromServer
  const faults = Object.entries(found).flatMap(([name, message]) => (inView(rootOf(name)) ? [{ name, message }] : []))
  return {
    faults,
    anyUnreadable: Object.keys(unreadable).length > 0,
    faultOf: (name: string) => faults.find((fault) => fault.name === name || rootOf(fault.name) === name)?.message,
    leave: (name: string) => setLeft((before) => new Set([...before, name])),
    showAll: () => setAll(true),
    unreadable: (name: string, fault: string | undefined) =>
      setUnreadable((before) => (fault ? { ...before, [name]: fault } : dropped(before, name))),
    forgetServer: (name: string) => setFromServer((before) => (name in before ? dropped(before, name) : before)),
    takeFaults: (found: ReadonlyArray<readonly [string, string]>) => setFromServer(Object.fromEntries(found)),
  }
}

const placed = (name: string | undefined, message: string): Array<readonly [string, string]> =>
  name === undefined ? [] : [[name, message]]

const rootOf = (name: string): string => name.split('.')[0] ?? name

const dropped = (faults: Faults, name: string): Faults =>
  Object.fromEntries(Object.entries(faults).filter(([each]) => each !== name))

/** The first fault of each field. */
export function faultsBy(schema: z.ZodObject, values: unknown): Faults {
  const read = schema.safeParse(values)
  if (read.success) return {}
  const faults: Record<string, string> = {}
  for (const issue of read.error.issues) faults[issue.path.join('.')] ??= issue.message
  return faults
}
