/** 办理: what may be done with a person now; what the state forbids is left out (screens 4.6). */
import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import { useMay } from '#ui/me.tsx'
import type { PersonFile } from '../contract.ts'
import {
  AbsenceForm,
  ContactForm,
  CorrectionForm,
  DeathForm,
  EndForm,
  LevelForm,
  ModeForm,
  PayeeForm,
} from './action-forms.tsx'
import { ConsentForm } from './consent-form.tsx'

const actions = [
  { key: 'level', title: '登记等级决定', needs: 'persons.changeStanding', view: LevelForm, living: true },
  { key: 'mode', title: '变更供养方式', needs: 'persons.changeStanding', view: ModeForm, living: true },
  { key: 'absence', title: '登记住院、请假或外出', needs: 'persons.addAbsence', view: AbsenceForm, living: true },
  { key: 'contact', title: '登记照应人、看护人', needs: 'persons.addContact', view: ContactForm, living: true },
  { key: 'consent', title: '登记同意', needs: 'persons.giveConsent', view: ConsentForm, living: true },
  { key: 'payee', title: '登记收款账户', needs: 'persons.proposePayee', view: PayeeForm, living: true },
  { key: 'correct', title: '更正信息', needs: 'persons.correct', view: CorrectionForm, living: false },
  { key: 'end', title: '终止供养', needs: 'persons.end', view: EndForm, living: true },
  { key: 'death', title: '报告死亡', needs: 'persons.reportDeath', view: DeathForm, living: true },
] as const

export function PersonActions({ file }: { file: PersonFile }) {
  const may = useMay()
  const [open, setOpen] = useState<string>()
  const over = file.endedOn !== null || file.diedOn !== null
  const shown = actions.filter((action) => may(action.needs) && !(action.living && over))
  const action = actions.find((each) => each.key === open)
  if (shown.length === 0) return null
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items: shown.map(({ key, title }) => ({ key, label: title })), onClick: ({ key }) => setOpen(key) }}
      >
        <Button type="primary">办理▾</Button>
      </Dropdown>
      <Modal
        open={action !== undefined}
        title={`${action?.title ?? ''}：${file.name}`}
        footer={null}
        onCancel={() => setOpen(undefined)}
        destroyOnHidden
      >
        {action && <action.view file={file} onDone={() => setOpen(undefined)} />}
      </Modal>
    </>
  )
}
