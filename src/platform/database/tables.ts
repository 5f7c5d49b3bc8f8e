import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Tables } from './tables.generated.ts'

/** Tables a module may write: its own. */
type Own<Module extends string> = Pick<Tables, Extract<keyof Tables, `${Module}.${string}`>>
/** What a module shows to others: its views. */
type Shown<Module extends string> = Pick<Tables, Extract<keyof Tables, `${Module}.${string}View`>>

/**
 * The database as one module is allowed to see it: its own tables, and the views of the modules it reads.
 * `const db = tablesOf<'visits', 'persons'>()` at the top of a service; `db(context)` for each query.
 */
export function tablesOf<Module extends string, Reads extends string = never>() {
  return (context: Pick<Context, 'transaction'>) => context.transaction as unknown as Kysely<Own<Module> & Shown<Reads>>
}
