/** What the search box asks of each module; every answer is within what the asker may see (screens 3.4). */
import { monthText } from '#kernel/calendar.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { agreementStatusText } from '#modules/agreements/words.ts'
import { board } from '#modules/board/contract.ts'
import { findings, statusText as findingStatusText } from '#modules/findings/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { statusText } from '#modules/persons/words.ts'
import { providers } from '#modules/providers/contract.ts'
import { ask } from '#ui/ask.ts'
import type { SearchSource } from '#ui/page-list.ts'

const most = 8
/** Names and numbers are short; a whole identity number is asked of persons only. */
const longest = 40
const isIdentityNumber = (words: string): boolean => (words.match(/\d/g) ?? []).length >= 15
const askable = (words: string): boolean => words.length <= longest && !isIdentityNumber(words)
const encoded = (words: string): string => encodeURIComponent(words)

const personSource: SearchSource = {
  group: '人员',
  needs: 'persons.search',
  find: async (words, purpose) => {
    const { rows } = await ask(persons, 'search', { words, ...(purpose ? { purpose } : {}) })
    return rows.map((row) => ({
      key: row.id,
      text: `${row.name} ${row.sex === 'male' ? '男' : '女'} ${row.age}岁 ${row.village || row.township} ${statusText[row.status]} 尾号${row.idMasked.slice(-4) || '—'}`,
      to: `/persons/${row.id}`,
    }))
  },
  all: (words) => `/persons?text=${encoded(words)}`,
}

const agreementSource: SearchSource = {
  group: '协议',
  needs: 'agreements.list',
  find: async (words) => {
    if (!askable(words)) return []
    const { rows } = await ask(agreements, 'list', { words: words.toUpperCase(), pageSize: most })
    return rows.map((row) => ({
      key: row.id,
      text: `${row.number} ${row.person} ${row.village} ${agreementStatusText[row.status]}`,
      to: `/agreements/${row.id}`,
    }))
  },
  all: (words) => `/agreements?words=${encoded(words)}`,
}

const providerSource: SearchSource = {
  group: '机构',
  needs: 'providers.list',
  find: async (words) => {
    if (!askable(words)) return []
    const { rows } = await ask(providers, 'list', { words, pageSize: most })
    return rows.map((row) => ({
      key: row.organisationId,
      text: `${row.name} ${row.contract ? `合同${row.contract.number}` : '无合同'} 服务对象${row.persons}人`,
      to: `/providers/${row.organisationId}`,
    }))
  },
  all: (words) => `/providers?words=${encoded(words)}`,
}

const contractSource: SearchSource = {
  group: '合同',
  needs: 'board.contracts',
  find: async (words) => {
    if (!askable(words)) return []
    const { rows } = await ask(board, 'contracts', { words, pageSize: most })
    return rows.map((row) => ({
      key: row.id,
      text: `${row.number} ${row.organisation} ${row.from}至${row.endedOn ?? row.to}`,
      to: `/contracts/${row.id}`,
    }))
  },
  all: (words) => `/contracts?words=${encoded(words)}`,
}

const findingSource: SearchSource = {
  group: '问题',
  needs: 'findings.list',
  find: async (words) => {
    if (!askable(words)) return []
    const { rows } = await ask(findings, 'list', { words, pageSize: most })
    return rows.map((row) => ({
      key: row.id,
      text: `${row.number} ${row.person ?? row.township} ${row.organisation} ${findingStatusText[row.status]}`,
      to: `/findings/${row.id}`,
    }))
  },
}

const purposeText = { care: '照料费', living: '生活费' }

const batchSource: SearchSource = {
  group: '批次',
  needs: 'payments.list',
  find: async (words) => {
    if (!/^[A-Za-z]{0,2}-?\d/.test(words) && !/^[A-Za-z]{2}/.test(words)) return []
    if (!askable(words)) return []
    const { rows } = await ask(payments, 'list', { words, pageSize: most })
    return rows.map((row) => ({
      key: row.id,
      text: `${row.number} ${monthText(row.month)}${purposeText[row.purpose]}`,
      to: `/payments/${row.id}`,
    }))
  },
}

export const searchSources: SearchSource[] = [
  personSource,
  agreementSource,
  providerSource,
  contractSource,
  findingSource,
  batchSource,
]
