/** 接收, 退回, 撤回: each side sees its own. */
import { Button } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { duties, type HandOverRow } from '../contract.ts'

export function AnswerButtons({ row }: { row: HandOverRow }) {
  return (
    <>
      {row.mayAnswer && <Accept row={row} />}
      {row.mayAnswer && <GiveBack row={row} />}
      {row.mayWithdraw && <Withdraw row={row} />}
    </>
  )
}

function Accept({ row }: { row: HandOverRow }) {
  const [open, setOpen] = useState(false)
  const accept = useCommand(duties, 'accept')
  const say = useSay()
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        接收
      </Button>
      <Confirm
        open={open}
        title={`接收“${row.title}”？`}
        verb="接收"
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await accept.mutateAsync({ id: row.id })
          say('已接收，从现在起由您这边负责')
        }}
      >
        <p>{`${row.fromUnit}移交：${row.note}`}</p>
        <p className="gy-help">
          接收以后由{row.toUnit}负责；接收以前由{row.fromUnit}负责。
        </p>
      </Confirm>
    </>
  )
}

function GiveBack({ row }: { row: HandOverRow }) {
  const giveBack = useCommand(duties, 'giveBack')
  const say = useSay()
  return (
    <ConfirmReason
      small
      verb="退回"
      title={`退回“${row.title}”？`}
      onConfirm={async (reason) => {
        await giveBack.mutateAsync({ id: row.id, reason })
        say(`已退回${row.fromUnit}`)
      }}
    >
      <p>退回后仍由{row.fromUnit}负责。</p>
    </ConfirmReason>
  )
}

function Withdraw({ row }: { row: HandOverRow }) {
  const withdraw = useCommand(duties, 'withdraw')
  const say = useSay()
  return (
    <ConfirmReason
      small
      verb="撤回"
      title={`撤回“${row.title}”的移交？`}
      onConfirm={async (reason) => {
        await withdraw.mutateAsync({ id: row.id, reason })
        say('已撤回移交')
      }}
    >
      <p>
        {row.toUnit}还没有接收；撤回后仍由{row.fromUnit}负责。
      </p>
    </ConfirmReason>
  )
}
