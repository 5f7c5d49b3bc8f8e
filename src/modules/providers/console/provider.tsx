/** One provider: contracts, carers, accounts (screens 4.7). */
import { Tabs } from 'antd'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress, useParam } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Description } from '#ui/description.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { providers } from '../contract.ts'
import { providerKindText } from '../words.ts'
import { Accounts } from './accounts.tsx'
import { Carers } from './carers.tsx'
import { Contracts } from './contracts.tsx'

export type Provider = OutputOf<typeof providers.operations.get>

export function ProviderView() {
  const answer = useAnswer(providers, 'get', { organisationId: useParam('organisationId') })
  return <Answer answer={answer}>{(provider) => <Page provider={provider} />}</Answer>
}

function Page({ provider }: { provider: Provider }) {
  const { state, change } = useAddress()
  const tabs = [
    { key: 'facts', label: '概况', children: <Facts provider={provider} /> },
    { key: 'contracts', label: `合同 ${provider.contracts.length}`, children: <Contracts provider={provider} /> },
    {
      key: 'carers',
      label: '服务人员',
      children: <Carers organisationId={provider.organisationId} employer={provider.name} />,
    },
    { key: 'accounts', label: '账户', children: <Accounts provider={provider} /> },
  ]
  return (
    <PageBody title={provider.name} way={[{ title: '服务机构', to: '/providers' }]}>
      <Tabs items={tabs} activeKey={state['tab'] ?? 'facts'} onChange={(tab) => change({ tab })} />
    </PageBody>
  )
}

function Facts({ provider }: { provider: Provider }) {
  const items = [
    { label: '统一社会信用代码', value: provider.creditCode },
    { label: '类型', value: providerKindText[provider.kind] },
    { label: '法定代表人', value: provider.representative || '—' },
    { label: '地址', value: provider.address || '—' },
    { label: '电话', value: provider.phone || '—' },
  ]
  return <Description items={items} columns={3} />
}
