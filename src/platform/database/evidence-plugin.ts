/** Sees which tables a request writes, so that the record can hash the evidence among them without being told. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'
import type pg from 'pg'

export interface Underway {
  /** Tables inserted into during the request, 'visits.visit'. */
  tables: Set<string>
  /** The connection that its transaction holds. */
  client?: pg.PoolClient
  /** It looks at one person: the same few statements each time, whose plans the connection keeps. */
  keepsPlans?: boolean
}

export const underway = new AsyncLocalStorage<Underway>()

export class EvidencePlugin implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'InsertQueryNode' && node.into) {
      const { schema, identifier } = node.into.table
      if (schema) underway.getStore()?.tables.add(`${snake(schema.name)}.${snake(identifier.name)}`)
    }
    return node
  }
  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
