/** 办理: what may be done with a person now; what the state forbids stands there with its reason (screens 4.6). */
import { Button, Dropdown, Modal } from 'antd'
import { type ComponentType, useState } from 'react'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import type { PersonFile } from '../contract.ts'
import { AbsenceForm, type ActionProps, PayeeForm } from './action-forms.tsx'
import { CapacityForm, ContactForm, GuardianForm } from './circle-forms.tsx'
import { ConsentForm } from './consent-forms.tsx'
import { CorrectionForm } from './correction-form.tsx'
import { LocateForm } from './place-forms.tsx'

interface Action {
  key: string
  title: string
  needs: string
  view?: ComponentType<ActionProps>
  /** A case with steps of its own, on a page of its own: 变更与终止, 死亡处理. */
  to?: (file: PersonFile) => string
  /** Also for somebody whose support has ended. */
  always?: boolean
  /** Why not now; undefined when it may be done. */
  not?: (file: PersonFile) => string | undefined
}

const changes = 'endings.open'
const unless = (fits: boolean, why: string): string | undefined => (fits ? undefined : why)

const groups: ReadonlyArray<readonly Action[]> = [
  [
    {
      key: 'mode',
      title: '变更供养方式',
      needs: changes,
      to: ({ mode }) => (mode === 'centralised' ? 'to_dispersed' : 'to_home'),
    },
    { key: 'move', title: '迁移（县内）', needs: changes, to: () => 'transfer' },
    { key: 'away', title: '迁出本县', needs: changes, to: () => 'moved_away' },
    {
      key: 'pause',
      title: '暂停供养',
      needs: changes,
      to: () => 'suspend',
      not: (file) => unless(file.status === 'active', '现在不是在册状态'),
    },
    {
      key: 'resume',
      title: '恢复供养',
      needs: changes,
      to: () => 'resume',
      not: (file) => unless(file.status === 'suspended', '现在没有暂停'),
    },
  ],
  [
    { key: 'absence', title: '登记住院、请假或外出', needs: 'persons.addAbsence', view: AbsenceForm },
    { key: 'contact', title: '登记照应人、看护人', needs: 'persons.addContact', view: ContactForm },
    { key: 'capacity', title: '登记民事行为能力', needs: 'persons.setCapacity', view: CapacityForm },
    { key: 'guardian', title: '登记监护人', needs: 'persons.addGuardian', view: GuardianForm },
    { key: 'consent', title: '登记同意', needs: 'persons.giveConsent', view: ConsentForm },
    { key: 'payee', title: '登记收款账户', needs: 'persons.proposePayee', view: PayeeForm },
    { key: 'locate', title: '登记住所位置', needs: 'persons.locate', view: LocateForm },
  ],
  [
    { key: 'correct', title: '更正信息', needs: 'persons.correct', view: CorrectionForm, always: true },
    { key: 'end', title: '终止供养', needs: changes, to: () => 'end' },
    {
      key: 'death',
      title: '报告死亡',
      needs: 'endings.reportDeath',
      to: () => 'death',
      always: true,
      not: (file) => unless(!file.diedOn, '已登记死亡'),
    },
  ],
]

export function PersonActions({ file }: { file: PersonFile }) {
  const may = useMay()
  const [open, setOpen] = useState<string>()
  const shown = groups.map((group) => group.filter((action) => may(action.needs))).filter((group) => group.length > 0)
  const action = groups.flat().find((each) => each.key === open)
  const go = useGo()
  const choose = (key: string) => {
    const kind = groups
      .flat()
      .find((each) => each.key === key)
      ?.to?.(file)
    if (kind === 'death') go(`/deaths/new?person=${file.id}`)
    else if (kind) go(`/changes/new?kind=${kind}&person=${file.id}`)
    else setOpen(key)
  }
  if (shown.length === 0) return null
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: itemsOf(shown, file), onClick: ({ key }) => choose(key) }}>
        <Button type="primary">办理▾</Button>
      </Dropdown>
      <Modal
        open={action !== undefined}
        title={`${action?.title ?? ''}：${file.name}`}
        footer={null}
        onCancel={() => setOpen(undefined)}
        destroyOnHidden
      >
        {action?.view && <action.view file={file} onDone={() => setOpen(undefined)} />}
      </Modal>
    </>
  )
}

function itemsOf(shown: ReadonlyArray<readonly Action[]>, file: PersonFile) {
  return shown.flatMap((group, index) => [
    ...(index > 0 ? [{ type: 'divider' as const, key: `line-${index}` }] : []),
    ...group.map((action) => {
      const why = refusalOf(action, file)
      return { key: action.key, label: why ? `${action.title}（${why}）` : action.title, disabled: why !== undefined }
    }),
  ])
}

function refusalOf(action: Action, file: PersonFile): string | undefined {
  const over = file.endedOn !== null || file.diedOn !== null
  if (over && !action.always) return '已终止供养'
  return action.not?.(file)
}
