/** 附件3 in a township's own version: which printed columns stay, which questions it adds, from the next round on. */
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { access } from '#modules/access/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay, useMe, useWord } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'

type Version = OutputOf<typeof reports.operations.formVersion>
type Added = Version['added'][number]

export function FormVersion() {
  const me = useMe()
  const word = useWord()
  const { state, change } = useAddress()
  const areas = useAnswer(access, 'areas', {})
  const own = (id: string) => me.townshipIds.length === 0 || me.townshipIds.includes(id)
  const townships = (areas.data ?? []).filter(({ id, level }) => level === 'township' && own(id))
  const townshipId = state['township'] ?? me.townshipIds[0] ?? townships[0]?.id
  return (
    <PageBody
      title="排查评估表式"
      way={[
        { title: '统计报表', to: '/reports' },
        { title: '附件3 排查评估表', to: '/reports/forms' },
      ]}
      beside={
        townships.length > 1 ? (
          <Select
            aria-label={word('乡镇')}
            value={townshipId ?? null}
            options={townships.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string) => change({ township: id })}
            popupMatchSelectWidth={false}
          />
        ) : (
          townships[0]?.name
        )
      }
    >
      {townshipId && <OfTownship key={townshipId} townshipId={townshipId} />}
    </PageBody>
  )
}

function OfTownship({ townshipId }: { townshipId: string }) {
  const answer = useAnswer(reports, 'formVersion', { townshipId })
  return <Answer answer={answer}>{(data) => <Columns key={data.version} townshipId={townshipId} data={data} />}</Answer>
}

function Columns({ townshipId, data }: { townshipId: string; data: Version }) {
  const may = useMay()('reports.adaptForm') && data.mayChange
  const [hidden, setHidden] = useState<readonly string[]>(data.hidden)
  const [added, setAdded] = useState<readonly Added[]>(data.added)
  return (
    <div className="gy-wide-stack">
      <Panel title={`${data.title} 第${data.version}版`} extra={<Basis citations={data.citations} />}>
        <p className="gy-help">
          本系统的理解：乡镇可以修改本表，核心栏目不变，以便全县汇总。已经开始的轮次仍用原来的版本，修改自下一轮起用。
          {data.changedAt && (
            <>
              {` 上次修改：`}
              <Moment at={data.changedAt} /> {data.reason}
            </>
          )}
        </p>
        <Printed fields={data.fields} hidden={hidden} onChange={may ? setHidden : undefined} />
      </Panel>
      <Panel title="本乡镇自加的栏目" count={added.length}>
        <Questions version={data.version} added={added} onChange={may ? setAdded : undefined} />
      </Panel>
      {may ? (
        <Save townshipId={townshipId} data={data} hidden={hidden} added={added} />
      ) : (
        <p className="gy-help">
          {data.mayChange ? '修改表式由乡镇负责人办理。' : '本地规定不许修改这张表；应按原表填写。'}
        </p>
      )}
    </div>
  )
}

interface PrintedProps {
  fields: Version['fields']
  hidden: readonly string[]
  onChange: ((hidden: readonly string[]) => void) | undefined
}

function Printed({ fields, hidden, onChange }: PrintedProps) {
  return (
    <table className="gy-plain-table">
      <thead>
        <tr>
          <th scope="col">保留</th>
          <th scope="col">栏次</th>
          <th scope="col">栏目</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, no, title, locked, prefilled }) => (
          <tr key={field}>
            <td>
              <Checkbox
                aria-label={`保留${title}`}
                checked={!hidden.includes(field)}
                disabled={locked || !onChange}
                onChange={(event) =>
                  onChange?.(event.target.checked ? hidden.filter((each) => each !== field) : [...hidden, field])
                }
              />
            </td>
            <td>{no}</td>
            <td>{title}</td>
            <td className="gy-help">{locked ? '核心栏目，不能去掉' : prefilled ? '从档案带出' : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface QuestionsProps {
  version: number
  added: readonly Added[]
  onChange: ((added: readonly Added[]) => void) | undefined
}

function Questions({ version, added, onChange }: QuestionsProps) {
  const put = (index: number, next: Partial<Added>) =>
    onChange?.(added.map((each, at) => (at === index ? { ...each, ...next } : each)))
  const free = (from: number): string => {
    const field = `x_v${version + 1}_${from}`
    return added.some((each) => each.field === field) ? free(from + 1) : field
  }
  return (
    <>
      {added.length === 0 && <p className="gy-help">没有自加的栏目。</p>}
      {added.map((each, index) => (
        <div key={each.field} className="gy-actions">
          <Input
            aria-label={`第${index + 1}个自加栏目的名称`}
            style={{ width: 240 }}
            placeholder="栏目名称，如：取暖"
            value={each.title}
            maxLength={60}
            disabled={!onChange}
            onChange={(event) => put(index, { title: event.target.value })}
          />
          <Select
            mode="tags"
            aria-label={`第${index + 1}个自加栏目的选项`}
            style={{ minWidth: 320 }}
            placeholder="选项，如：有、无；不填就是文字栏"
            value={each.choices}
            tokenSeparators={['、', '，', ',']}
            open={false}
            suffixIcon={null}
            disabled={!onChange}
            onChange={(choices: string[]) => put(index, { choices })}
          />
          {onChange && <Button onClick={() => onChange(added.filter((_, at) => at !== index))}>去掉这一栏</Button>}
        </div>
      ))}
      {onChange && added.length < 10 && (
        <Button onClick={() => onChange([...added, { field: free(1), title: '', choices: [] }])}>加一栏</Button>
      )}
    </>
  )
}

interface SaveProps {
  townshipId: string
  data: Version
  hidden: readonly string[]
  added: readonly Added[]
}

function Save({ townshipId, data, hidden, added }: SaveProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const adapt = useCommand(reports, 'adaptForm')
  const changed =
    JSON.stringify([[...hidden].toSorted(), added]) !== JSON.stringify([data.hidden.toSorted(), data.added])
  const missing = !changed
    ? '还没有改动。'
    : added.some(({ title }) => title.trim() === '')
      ? '自加的栏目还没有名称。'
      : reason.trim().length < 2
        ? '请写明修改原因。'
        : ''
  const send = async () => {
    const input = { townshipId, hidden: [...hidden], added: [...added], reason }
    const { version } = await adapt.mutateAsync(input)
    say(`已保存为第${version}版，自下一轮起用`)
  }
  return (
    <div className="gy-stack">
      <label style={{ width: '100%', maxWidth: 640 }}>
        修改原因 *
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <ReasonsOf error={adapt.error} action="修改表式" />
      <div className="gy-actions">
        <Button
          type="primary"
          disabled={missing !== ''}
          loading={adapt.isPending}
          onClick={() => void send().catch(() => {})}
        >
          保存为新版表式
        </Button>
        <span className="gy-help">{missing}</span>
      </div>
    </div>
  )
}
