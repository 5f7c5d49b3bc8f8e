/** The steps of a 销毁清单: approve or return, carry out before two witnesses, go on after a fault, take back until then. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { archives } from '../contract.ts'
import type { DestructionList } from '../destruction-contract.ts'
import { PaperWay, paperWayText } from '../words.ts'
import { Deed } from './deed.tsx'

interface Props {
  list: DestructionList
}
const answers = { answers: ['duties', 'persons'] }

export function ListNext({ list }: Props) {
  if (list.status === 'proposed')
    return (
      <Deed
        title="批准销毁"
        of={list.number}
        needs="archives.approveDestruction"
        look="primary"
        stop={list.stops['approve']}
      >
        {(close) => <ApproveForm list={list} onDone={close} />}
      </Deed>
    )
  if (list.status === 'approved')
    return (
      <Deed
        title="执行销毁"
        of={`${list.number}，${list.files}件`}
        needs="archives.carryOutDestruction"
        look="primary"
        stop={list.stops['carry_out']}
      >
        {(close) => <CarryOutForm list={list} onDone={close} />}
      </Deed>
    )
  return list.status === 'destroying' ? <Resume list={list} /> : null
}

function Resume({ list }: Props) {
  const may = useMay()
  const resume = useCommand(archives, 'resumeDestruction', answers)
  if (!may('archives.resumeDestruction')) return null
  return (
    <>
      <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ listId: list.id })}>
        继续销毁
      </Button>
      <ReasonsOf error={resume.error} action="继续销毁" />
    </>
  )
}

export function ListOthers({ list }: Props) {
  const may = useMay()
  const giveBack = useCommand(archives, 'returnDestruction', answers)
  const withdraw = useCommand(archives, 'withdrawDestruction', answers)
  const print = useCommand(archives, 'printDestruction')
  const listId = list.id
  const give = (format: 'pdf' | 'xlsx') =>
    void print.mutateAsync({ listId, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      {may('archives.printDestruction') && (
        <>
          <Button loading={print.isPending} onClick={() => give('pdf')}>
            打印清单
          </Button>
          <Button onClick={() => give('xlsx')}>导出XLSX</Button>
        </>
      )}
      {list.status === 'proposed' && !list.stops['return'] && may('archives.returnDestruction') && (
        <ConfirmReason
          verb="退回"
          title={`退回${list.number}？`}
          onConfirm={(words) => giveBack.mutateAsync({ listId, words })}
        >
          <p>退回后清单作罢，档案继续保管，可以另行提出。</p>
        </ConfirmReason>
      )}
      {!list.stops['withdraw'] && may('archives.withdrawDestruction') && (
        <ConfirmReason
          verb="撤回清单"
          title={`撤回${list.number}？`}
          onConfirm={(words) => withdraw.mutateAsync({ listId, words })}
        >
          <p>撤回后什么也不销毁，档案继续保管，可以另行提出。</p>
        </ConfirmReason>
      )}
      <ReasonsOf error={print.error} action="打印清单" />
    </>
  )
}

export function TakeOff({ list, item }: Props & { item: DestructionList['items'][number] }) {
  const may = useMay()
  const remove = useCommand(archives, 'removeFromDestruction', answers)
  if (!may('archives.removeFromDestruction')) return null
  return (
    <ConfirmReason
      verb="移出"
      title={`把${item.fileNo} ${item.name}移出清单？`}
      small
      onConfirm={(words) => remove.mutateAsync({ listId: list.id, personId: item.personId, words })}
    >
      <p>移出的档案继续保管，清单上划线保留并写明原因。</p>
    </ConfirmReason>
  )
}

interface FormProps extends Props {
  onDone: () => void
}
const ApproveInput = archives.operations.approveDestruction.input.omit({ listId: true })
const approveLabels = { destroyOn: '销毁日', words: '意见' }

function ApproveForm({ list, onDone }: FormProps) {
  const form = useForm({ schema: ApproveInput, draft: `archives.destruction.approve.${list.id}` })
  const approve = useCommand(archives, 'approveDestruction', answers)
  return (
    <Form
      form={form}
      action="批准销毁"
      labels={approveLabels}
      onSend={(input) => approve.mutateAsync({ ...input, listId: list.id })}
      onDone={onDone}
    >
      <p className="gy-help">
        共{list.files}件，由{list.proposedName}提出。批准时再核一次保管期和暂缓；到销毁日才能执行，执行以前可以撤回。
      </p>
      <DayField form={form} name="destroyOn" label={approveLabels.destroyOn} />
      <LongTextField form={form} name="words" label={approveLabels.words} rows={2} maxLength={300} />
    </Form>
  )
}

const CarryInput = archives.operations.carryOutDestruction.input.omit({ listId: true })
const carryLabels = { way: '纸质材料', place: '销毁地点', firstWitness: '监销人一', secondWitness: '监销人二' }

function CarryOutForm({ list, onDone }: FormProps) {
  const form = useForm({ schema: CarryInput, draft: `archives.destruction.carry.${list.id}` })
  const carryOut = useCommand(archives, 'carryOutDestruction', answers)
  return (
    <Form
      form={form}
      action="执行销毁"
      labels={carryLabels}
      onSend={(input) => carryOut.mutateAsync({ ...input, listId: list.id })}
      onDone={onDone}
    >
      <p className="gy-warning">
        ! 执行后不能撤回：{list.files}件档案的材料、扫描件和登记的个人信息将被删除，只留下清单、校验码和经过。
      </p>
      <RadioField form={form} name="way" label={carryLabels.way} choices={choicesOf(PaperWay.options, paperWayText)} />
      <TextField form={form} name="place" label={carryLabels.place} maxLength={100} />
      <TextField form={form} name="firstWitness" label={carryLabels.firstWitness} maxLength={60} />
      <TextField form={form} name="secondWitness" label={carryLabels.secondWitness} maxLength={60} />
    </Form>
  )
}
