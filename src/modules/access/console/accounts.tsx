/** 账号管理: who may sign in, what waits for a second administrator, and help for whoever cannot get in (screens 4.20). */
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, RowAction, TableQuery } from '#ui/table-parts.ts'
import { type AccountChange, AccountRow, accountStateText } from '../account-operations.ts'
import { access } from '../contract.ts'
import { accountRoles, roleTitles } from '../roles.ts'
import { AccountDialog } from './account-form.tsx'
import { FirstSecret } from './first-secret.tsx'
import { WaitingChanges } from './waiting.tsx'

const families = { in_use: 'green', locked: 'orange', disabled: 'neutral', waiting: 'blue' } as const
const State = AccountRow.shape.state

async function load(query: TableQuery) {
  const { text = '', county = '', role = '', state } = query.filters
  const found = State.safeParse(state)
  const { page, pageSize } = query
  return ask(access, 'accounts', {
    text,
    countyCode: county,
    role,
    page,
    pageSize,
    ...(found.success ? { state: found.data } : {}),
  })
}

export function Accounts() {
  const may = useMay()
  const [editing, setEditing] = useState<AccountRow | 'new'>()
  const [deed, setDeed] = useState<Deed>()
  const actionsOf = useActions(setEditing, setDeed)
  return (
    <PageBody
      title="账号管理"
      action={
        may('access.proposeAccount') && (
          <Button type="primary" data-new="" onClick={() => setEditing('new')}>
            申请新账号
          </Button>
        )
      }
    >
      {may('access.accountChanges') && <Waiting />}
      <SearchTable<AccountRow, Awaited<ReturnType<typeof load>>>
        name="accounts"
        title="账号"
        answer={['access', 'accounts']}
        load={load}
        columns={columns}
        filters={useFilters()}
        rowKey={(row) => row.id}
        actions={actionsOf}
        order="按县、开立先后"
        empty="还没有账号。"
      />
      <AccountDialog
        open={editing !== undefined}
        account={editing === 'new' ? undefined : editing}
        onClose={() => setEditing(undefined)}
      />
      {deed && <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />}
    </PageBody>
  )
}

function useFilters(): Filter[] {
  const may = useMay()
  const { data: counties = [] } = useAnswer(access, 'counties', {}, { enabled: may('access.counties') })
  const places = [
    ...counties.map(({ code, name }) => ({ value: code, label: name })),
    { value: '000000', label: '平台' },
  ]
  return [
    { name: 'text', label: '账号名、姓名', kind: 'text' },
    ...(may('access.counties') ? [{ name: 'county', label: '县', kind: 'pick' as const, choices: places }] : []),
    {
      name: 'role',
      label: '角色',
      kind: 'pick',
      choices: accountRoles.map((value) => ({ value, label: roleTitles[value] })),
    },
    {
      name: 'state',
      label: '状态',
      kind: 'pick',
      choices: State.options.map((value) => ({ value, label: accountStateText[value] })),
    },
  ]
}

const columns: Column<AccountRow>[] = [
  { key: 'login', title: '账号名', fixed: true, render: (row) => row.login },
  { key: 'name', title: '姓名', render: (row) => row.name },
  { key: 'role', title: '角色', render: (row) => row.roleTitle },
  { key: 'county', title: '县', render: (row) => row.county },
  { key: 'organisation', title: '单位', render: (row) => row.organisation || '—' },
  {
    key: 'state',
    title: '状态',
    render: (row) => <FamilyTag family={families[row.state]} text={accountStateText[row.state]} />,
  },
  { key: 'factor', title: '动态码', render: (row) => (row.secondFactor ? '已启用' : '未启用') },
  { key: 'seen', title: '最近登录', render: (row) => <Moment at={row.lastSeenAt} /> },
  { key: 'disabled', title: '停用日', render: (row) => row.disabledOn ?? '—' },
]

type Kind = 'disable' | 'unlock' | 'password' | 'factor'
interface Deed {
  kind: Kind
  row: AccountRow
}
const deeds = {
  disable: {
    verb: '停用',
    needs: 'access.disableAccount',
    says: '停用后不能再登录，已登录的同时退出；办过的业务和留痕不变。',
  },
  unlock: { verb: '解锁', needs: 'access.unlockAccount', says: '解锁后可以立即再试。' },
  password: {
    verb: '重设密码',
    needs: 'access.resetPassword',
    says: '原密码作废，已登录的同时退出；新密码只显示一次。',
  },
  factor: {
    verb: '重设动态码',
    needs: 'access.resetSecondFactor',
    says: '原动态码作废，已登录的同时退出；本人登录后重新启用。',
  },
} as const satisfies Record<Kind, { verb: string; needs: string; says: string }>

function useActions(onChange: (row: AccountRow) => void, onDeed: (deed: Deed) => void) {
  const may = useMay()
  const me = useMe()
  return (row: AccountRow): RowAction[] => {
    const own = row.id === me.accountId
    const open = row.state !== 'disabled'
    const fits: Record<Kind, boolean> = {
      unlock: row.state === 'locked',
      disable: open && !own,
      password: open && !own,
      factor: open && !own && row.secondFactor,
    }
    const kinds: readonly Kind[] = ['unlock', 'password', 'factor', 'disable']
    return [
      ...(may('access.proposeAccountChange') && open && row.state !== 'waiting'
        ? [{ title: '变更', onClick: () => onChange(row) }]
        : []),
      ...kinds
        .filter((kind) => fits[kind] && may(deeds[kind].needs))
        .map((kind) => ({ title: deeds[kind].verb, onClick: () => onDeed({ kind, row }) })),
    ]
  }
}

function DeedDialog({ deed: { kind, row }, onClose }: { deed: Deed; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState<string>()
  // The question closes itself once its deed is done; a new password then takes its place.
  const made = useRef(false)
  const say = useSay()
  const disable = useCommand(access, 'disableAccount')
  const unlock = useCommand(access, 'unlockAccount')
  const reset = useCommand(access, 'resetPassword')
  const factor = useCommand(access, 'resetSecondFactor')
  const accountId = row.id
  const run = async () => {
    if (kind === 'disable') await disable.mutateAsync({ accountId, reason })
    if (kind === 'unlock') await unlock.mutateAsync({ accountId })
    if (kind === 'factor') await factor.mutateAsync({ accountId, reason })
    if (kind !== 'password') return say(`已${deeds[kind].verb}`)
    const answer = await reset.mutateAsync({ accountId, reason })
    made.current = true
    setPassword(answer.password)
  }
  if (password !== undefined) return <FirstSecret login={row.login} password={password} onClose={onClose} />
  return (
    <Confirm
      open
      title={`${deeds[kind].verb}${row.name}（${row.login}）的账号？`}
      verb={deeds[kind].verb}
      onConfirm={run}
      onClose={() => {
        if (!made.current) onClose()
      }}
    >
      <p>{deeds[kind].says}</p>
      {kind !== 'unlock' && (
        <label>
          理由 *
          <Input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
    </Confirm>
  )
}

/** An account is made or changed by one and confirmed by another. */
function Waiting() {
  const answer = useAnswer(access, 'accountChanges', {})
  const decide = useCommand(access, 'decideAccountChange')
  const [made, setMade] = useState<{ login: string; password: string }>()
  const say = useSay()
  const run = async (change: AccountChange | undefined, confirm: boolean) => {
    if (!change) return
    const { password } = await decide.mutateAsync({ changeId: change.id, confirm })
    if (password !== null) setMade({ login: change.login, password })
    else say(confirm ? '已生效' : '已退回')
  }
  // The password just made stays in view when the list has become empty.
  if (answer.data?.length === 0 && !made) return null
  return (
    <Panel title="待复核的账号变更" count={answer.data?.length ?? 0}>
      <Answer answer={answer} lines={2}>
        {(changes) =>
          changes.length === 0 ? (
            <Empty>没有待复核的账号变更。</Empty>
          ) : (
            <WaitingChanges
              changes={changes.map((change) => ({
                ...change,
                title: `${change.kind === 'create' ? '新账号' : '变更账号'} ${change.login}`,
                detail: [change.name, change.roleTitle, change.county, change.organisation].filter(Boolean).join('，'),
              }))}
              onDecide={({ id }, confirm) =>
                run(
                  changes.find((each) => each.id === id),
                  confirm,
                )
              }
              effect={(waiting) => (
                <p>
                  {changes.find(({ id }) => id === waiting.id)?.kind === 'create'
                    ? '通过后显示一次性密码，请交给本人。'
                    : '通过后立即生效，该账号已登录的同时退出。'}
                </p>
              )}
            />
          )
        }
      </Answer>
      <FirstSecret login={made?.login ?? ''} password={made?.password} onClose={() => setMade(undefined)} />
    </Panel>
  )
}
