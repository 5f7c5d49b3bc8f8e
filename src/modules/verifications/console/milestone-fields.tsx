/** 节点: days by which something is done, as many lines as one likes. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { Field, type FieldForm } from '#ui/field.tsx'
import { today } from '#ui/place.ts'
import { dayTyped } from '#ui/typing.ts'

const Line = z.object({ on: z.string(), text: z.string() })
const empty = { on: '', text: '' }

export function MilestoneFields({ form, label }: { form: FieldForm; label: string }) {
  const given = z.array(Line).safeParse(form.values['milestones'])
  const [lines, setLines] = useState(given.success && given.data.length > 0 ? given.data : [empty])
  const put = (next: readonly z.infer<typeof Line>[]) => {
    setLines([...next])
    form.set(
      'milestones',
      next
        .filter(({ on, text }) => on !== '' || text !== '')
        .map(({ on, text }) => ({ on: dayTyped(on, today()) ?? on, text })),
    )
  }
  const change = (index: number, part: Partial<z.infer<typeof Line>>) =>
    put(lines.map((line, each) => (each === index ? { ...line, ...part } : line)))
  return (
    <Field form={form} name="milestones" label={label} help="如：2026-11-30 各乡镇过半">
      <div className="gy-wide" id={`${form.id}-milestones`} tabIndex={-1}>
        {lines.map((line, index) => (
          // Lines have no name of their own; they are only ever added at the end.
          // oxlint-disable-next-line react/no-array-index-key
          <div className="gy-milestone" key={index}>
            <Input
              aria-label={`节点${index + 1}的日期`}
              placeholder="2026-11-30"
              value={line.on}
              onChange={(event) => change(index, { on: event.target.value })}
              onBlur={() => change(index, { on: dayTyped(line.on, today()) ?? line.on })}
            />
            <Input
              aria-label={`节点${index + 1}的内容`}
              maxLength={60}
              value={line.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
          </div>
        ))}
        <Button type="link" size="small" onClick={() => setLines([...lines, empty])}>
          ＋ 加一个节点
        </Button>
      </div>
    </Field>
  )
}
