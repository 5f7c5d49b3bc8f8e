/** One provider: contracts, carers, accounts (screens 4.7). */
import { Button, Modal, Tabs } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress, useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { providers } from '../contract.ts'
import { providerKindText } from '../words.ts'
import { Accounts } from './accounts.tsx'
import { Carers } from './carers.tsx'
import { Contracts } from './contracts.tsx'
import { ProviderFields, providerLabels } from './providers.tsx'

export type Provider = OutputOf<typeof providers.operations.get>

export function ProviderView() {
  const answer = useAnswer(providers, 'get', { organisationId: useParam('organisationId') })
  return (
    <AnswerPage title="服务机构" list={{ title: '服务机构', to: '/providers' }} answer={answer}>
      {(provider) => <Page provider={provider} />}
    </AnswerPage>
  )
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
  const may = useMay()
  const [open, setOpen] = useState(false)
  const current = provider.contracts.find(({ status }) => status === 'active')
  const items = [
    { label: '统一社会信用代码', value: provider.creditCode },
    { label: '类型', value: providerKindText[provider.kind] },
    { label: '状态', value: provider.status === 'open' ? '在册' : '已关闭' },
    { label: '法定代表人', value: provider.representative || '—' },
    { label: '电话', value: provider.phone || '—' },
    { label: '地址', value: provider.address || '—' },
    {
      label: '当前合同',
      value: current ? <Link to={`/contracts/${current.id}`}>{current.number}</Link> : '没有生效的合同',
    },
  ]
  const change = may('providers.describe') && <Button onClick={() => setOpen(true)}>修改登记</Button>
  return (
    <Panel title="登记信息" extra={change}>
      <Description items={items} columns={3} />
      <Modal open={open} title="修改服务机构登记" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Describe provider={provider} onDone={() => setOpen(false)} />
      </Modal>
    </Panel>
  )
}

function Describe({ provider, onDone }: { provider: Provider; onDone: () => void }) {
  const say = useSay()
  const describe = useCommand(providers, 'describe', { answers: ['access', 'board'] })
  const { organisationId, version, name, creditCode, kind, representative, address, phone } = provider
  const form = useForm({
    schema: providers.operations.describe.input,
    draft: `providers.describe.${organisationId}.${version}`,
    initial: { organisationId, version, name, creditCode, kind, representative, address, phone },
  })
  return (
    <Form
      form={form}
      action="保存修改"
      labels={providerLabels}
      onSend={(input) => describe.mutateAsync(input)}
      onDone={() => {
        say('登记已修改')
        onDone()
      }}
    >
      <ProviderFields form={form} />
    </Form>
  )
}
