/** 本人操作留痕: what stands on the record under one's own name; everybody sees his own. */
import { ask } from '#ui/ask.ts'
import { PageBody } from '#ui/page.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { audit, type AuditEntry } from '../contract.ts'
import { entryColumns } from './record.tsx'

const columns = entryColumns.filter(({ key }) => key !== 'who')

export function OwnRecord() {
  return (
    <PageBody title="本人操作留痕">
      <p className="gy-help">您办理和查看过的一切。发现不是您本人所做，请立即改密码并告诉安全管理员。</p>
      <SearchTable<AuditEntry, { rows: AuditEntry[]; total: number }>
        name="own-record"
        title="本人操作留痕"
        answer={['audit', 'own']}
        load={({ page, pageSize }) => ask(audit, 'own', { page, pageSize })}
        columns={columns}
        rowKey={(row) => row.id}
        order="最近的在前"
        empty="还没有您的记录。"
      />
    </PageBody>
  )
}
