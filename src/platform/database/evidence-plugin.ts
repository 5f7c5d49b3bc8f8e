/** Sees which evidence tables a command writes, so that the record can hash their rows without being told. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, QueryResult, RootOperationNode } from 'kysely'

/** Tables written during one request, 'visits.visit'; filled by the plugin, read by the door. */
export const writtenTables = new AsyncLocalStorage<Set<string>>()

export class EvidencePlugin implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'InsertQueryNode' && node.into) {
      const { schema, identifier } = node.into.table
      if (schema) writtenTables.getStore()?.add(`${schema.name}.${identifier.name}`)
    }
    return node
  }
  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<Record<string, unknown>>> {
    return result as QueryResult<Record<string, unknown>>
  }
}
