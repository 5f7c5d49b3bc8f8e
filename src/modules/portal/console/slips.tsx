/** 查询凭条 of one person: given out with a code that is shown once, and stopped. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { RadioField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { holderText, Identified, identifiedText, portal, type Slip } from '../contract.ts'

type Answered = OutputOf<(typeof portal)['operations']['slips']>
type Issued = OutputOf<(typeof portal)['operations']['issueSlip']>

export function Slips({ personId }: { personId: string }) {
  const may = useMay()
  const [issued, setIssued] = useState<Issued>()
  const answer = useAnswer(portal, 'slips', { personId })
  return (
    <section aria-label="查询凭条" className="gy-part">
      <header className="gy-actions">
        <h3>查询凭条</h3>
        {may('portal.issueSlip') && answer.data && (
          <InWindow verb="发给查询凭条" title="发给查询凭条">
            {(close) => (
              <IssueForm
                personId={personId}
                slips={answer.data}
                onIssued={(given) => {
                  setIssued(given)
                  close()
                }}
              />
            )}
          </InWindow>
        )}
      </header>
      <Answer answer={answer} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>还没有发给查询凭条。本人不用有手机：凭条加村里、乡镇的任何一台手机或电脑都能看。</Empty>
          ) : (
            <ul className="gy-lines">
              {rows.map((slip) => (
                <SlipLine key={slip.id} slip={slip} />
              ))}
            </ul>
          )
        }
      </Answer>
      <OnceShown issued={issued} onClose={() => setIssued(undefined)} />
    </section>
  )
}

function SlipLine({ slip }: { slip: Slip }) {
  const may = useMay()
  const revoke = useCommand(portal, 'revokeSlip')
  const say = useSay()
  const state = slip.endedAt ? `已停用：${slip.endReason}` : slip.stopped ? '不能再用' : '在用'
  return (
    <li>
      <Moment at={slip.issuedAt} /> 发给{holderText[slip.holder]}
      {slip.holderName}，{identifiedText[slip.identifiedHow]}，{slip.issuedName}经办
      {slip.askedBy && `，${slip.askedBy}代为提出`}；有效期到
      <Day day={slip.validUntil} /> <FamilyTag family={state === '在用' ? 'green' : 'neutral'} text={state} />
      {slip.stopped && <span className="gy-help">{slip.stopped}</span>}
      {slip.lastUsedAt && (
        <span className="gy-help">
          {' '}
          上次使用 <Moment at={slip.lastUsedAt} />
        </span>
      )}
      {!slip.endedAt && may('portal.revokeSlip') && (
        <ConfirmReason
          verb="停用"
          small
          title={`停用发给${slip.holderName}的查询凭条？`}
          onConfirm={async (reason) => {
            await revoke.mutateAsync({ slipId: slip.id, reason })
            say('已停用，正在查看的也已退出')
          }}
        >
          <p>停用后不能再进入，需要的重新发给。</p>
        </ConfirmReason>
      )}
    </li>
  )
}

const Issuing = z.object({
  holder: z.string('请选择发给谁'),
  identifiedHow: Identified,
  identifiedWords: z.string().trim().max(200, '核对说明最多200字').optional(),
  askedBy: z.string().trim().max(60, '姓名最多60字').optional(),
  validUntil: z.iso.date('请选择日期'),
})
const person = 'person'

interface IssueProps {
  personId: string
  slips: Answered
  onIssued: (issued: Issued) => void
}

const labels = {
  holder: '发给谁',
  identifiedHow: '怎样核对身份',
  identifiedWords: '核对说明',
  askedBy: '代为提出的村协理员',
  validUntil: '有效期到',
}

function IssueForm({ personId, slips: { holders, validUntil }, onIssued }: IssueProps) {
  const form = useForm({
    schema: Issuing,
    draft: `portal.slip.${personId}`,
    initial: { validUntil },
  })
  const issue = useCommand(portal, 'issueSlip')
  return (
    <Form
      form={form}
      action="发给凭条"
      labels={labels}
      onSend={async ({ holder, ...input }) => {
        const guardianId = holder === person ? null : holder
        onIssued(await issue.mutateAsync({ ...input, personId, guardianId, address: `${location.origin}/my` }))
      }}
    >
      <RadioField
        form={form}
        name="holder"
        label={labels.holder}
        choices={holders.map(({ guardianId, name, relation, why }) => ({
          value: guardianId ?? person,
          label: why ? `${name}（${relation}）：${why}` : `${name}（${relation}）`,
          disabled: why !== '',
        }))}
      />
      <RadioField
        form={form}
        name="identifiedHow"
        label={labels.identifiedHow}
        choices={choicesOf(Identified.options, identifiedText)}
      />
      <TextField form={form} name="identifiedWords" label={labels.identifiedWords} maxLength={200} />
      <TextField
        form={form}
        name="askedBy"
        label={labels.askedBy}
        maxLength={60}
        help="本人没有到乡镇的，由村协理员提出"
      />
      <DayField form={form} name="validUntil" label={labels.validUntil} help={`最晚${dateText(validUntil)}`} />
    </Form>
  )
}

/** The only time it is shown; what is kept of it cannot be turned back. */
function OnceShown({ issued, onClose }: { issued: Issued | undefined; onClose: () => void }) {
  return (
    <Modal
      open={issued !== undefined}
      title="查询凭条已发给"
      onCancel={onClose}
      destroyOnHidden
      maskClosable={false}
      footer={
        <div className="gy-modal-foot">
          <Button onClick={onClose}>关闭</Button>
          <Button type="primary" onClick={() => issued && download(issued.ticket)}>
            打印凭条
          </Button>
        </div>
      }
    >
      {issued && (
        <>
          <p>查询码只显示这一次，请打印后当面交给本人或监护人。原来的凭条同时停用。</p>
          <dl className="gy-once">
            <dt>档案号</dt>
            <dd>{issued.number}</dd>
            <dt>查询码</dt>
            <dd>{issued.code}</dd>
            <dt>有效期到</dt>
            <dd>{dateText(issued.validUntil)}</dd>
          </dl>
        </>
      )}
    </Modal>
  )
}
