/** What is done with chosen notices: the way that fits the person, the slip, and that he took note. */
import { Button, Dropdown, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { dayTyped } from '#ui/typing.ts'
import { NoticeKind, notices, noticeText } from '../contract.ts'

const ways = NoticeKind.options.map((value) => ({ value, label: noticeText[value] }))

export function Deeds({ noticeIds, onDone }: { noticeIds: string[]; onDone: () => void }) {
  const may = useMay()
  const slips = useCommand(notices, 'slips')
  const print = () =>
    void slips.mutateAsync({ noticeIds }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      {may('notices.choose') && <ChooseWay noticeIds={noticeIds} />}
      {may('notices.slips') && (
        <Button loading={slips.isPending} onClick={print}>
          打印告知单
        </Button>
      )}
      <Acknowledge noticeIds={noticeIds} onDone={onDone} />
      <ReasonsOf error={slips.error} action="打印告知单" />
    </>
  )
}

/** 识字的送单子，不识字、看不清的念给他听. */
function ChooseWay({ noticeIds }: { noticeIds: string[] }) {
  const choose = useCommand(notices, 'choose')
  const say = useSay()
  const run = async (kind: NoticeKind) => {
    const { changed } = await choose.mutateAsync({ noticeIds, kind })
    say(`${changed}份改为${noticeText[kind]}`)
  }
  return (
    <>
      <Dropdown
        menu={{
          items: ways.map(({ value, label }) => ({ key: value, label })),
          onClick: ({ key }) => void run(NoticeKind.parse(key)).catch(() => {}),
        }}
      >
        <Button loading={choose.isPending}>选择告知方式 ▾</Button>
      </Dropdown>
      <ReasonsOf error={choose.error} action="选择告知方式" />
    </>
  )
}

interface Told {
  how: NoticeKind
  day: string
  remark: string
}

function Acknowledge({ noticeIds, onDone }: { noticeIds: string[]; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState<Told>({ how: 'read_aloud', day: today(), remark: '' })
  const acknowledge = useCommand(notices, 'acknowledge', { answers: ['duties', 'payments'] })
  const say = useSay()
  const on: PlainDate | undefined = dayTyped(told.day, today())
  const run = async () => {
    if (on === undefined) return
    const { acknowledged } = await acknowledge.mutateAsync({ noticeIds, how: told.how, on, remark: told.remark })
    say(`已登记${acknowledged}人知晓`)
    onDone()
  }
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记已知晓
      </Button>
      <Confirm
        open={open}
        title={`登记这${noticeIds.length}份告知本人已知晓？`}
        verb="登记已知晓"
        blocked={on === undefined}
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <ToldFields told={told} onChange={setTold} />
      </Confirm>
    </>
  )
}

function ToldFields({ told, onChange }: { told: Told; onChange: (told: Told) => void }) {
  const [dayId, remarkId] = [useId(), useId()]
  return (
    <>
      <div className="gy-field">
        <Radio.Group
          aria-label="怎样告知"
          value={told.how}
          options={ways}
          onChange={(event) => onChange({ ...told, how: NoticeKind.parse(event.target.value) })}
        />
      </div>
      <div className="gy-field">
        <label htmlFor={dayId}>知晓日期 *</label>
        <Input
          id={dayId}
          className="gy-short"
          value={told.day}
          onChange={(event) => onChange({ ...told, day: event.target.value })}
        />
      </div>
      <div className="gy-field">
        <label htmlFor={remarkId}>说明（代为听取的人、找不到本人的原因）</label>
        <Input
          id={remarkId}
          maxLength={200}
          value={told.remark}
          onChange={(event) => onChange({ ...told, remark: event.target.value })}
        />
      </div>
      <p className="gy-help">登记后不能改。签收册和有签名的告知单留存备查。</p>
    </>
  )
}
