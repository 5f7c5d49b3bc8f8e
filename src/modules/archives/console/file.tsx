/** One file: until when it is kept, what must be done before it is closed, its papers, its steps (screens 4.31). */
import { dateText } from '#kernel/calendar.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Locked } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { archives, type ArchiveFile } from '../contract.ts'
import { stepText } from '../words.ts'
import { Next, Others } from './closing-deeds.tsx'
import { FileTag } from './files.tsx'
import { Holds } from './holds.tsx'
import { Papers } from './papers.tsx'

export function FilePage() {
  const answer = useAnswer(archives, 'file', { personId: useParam('personId') })
  return (
    <AnswerPage title="档案内容" list={{ title: '档案', to: '/archives' }} answer={answer}>
      {(file) => <File file={file} />}
    </AnswerPage>
  )
}

function File({ file }: { file: ArchiveFile }) {
  return (
    <PageBody
      title={`档案 ${file.fileNo || file.name}`}
      way={[{ title: '档案', to: '/archives' }]}
      beside={
        <>
          <PersonLink personId={file.personId} name={file.name} /> <FileTag row={file} />
        </>
      }
      action={<Next file={file} />}
      others={<Others file={file} />}
      strip={<Strip file={file} />}
    >
      <Facts file={file} />
      {file.status === 'to_close' && <Checks file={file} />}
      {file.status === 'to_close' && <HandOver subjectKind="file" subjectId={file.personId} />}
      <Holds file={file} />
      {file.status !== 'destroyed' && <Papers personId={file.personId} />}
      {file.steps.length > 0 && <Steps file={file} />}
    </PageBody>
  )
}

/** '2023年8月31日终止供养（死亡）。档案保管至2028年8月31日，2028年9月1日起可以销毁。' */
function Strip({ file }: { file: ArchiveFile }) {
  const { endedOn, endReason, keepThrough, destroyFrom, status } = file
  if (status === 'in_use' || !endedOn || !keepThrough || !destroyFrom) return null
  if (status === 'destroyed')
    return (
      <Locked>{`${dateText(endedOn)}终止供养。保管至${dateText(keepThrough)}，已依法销毁，只留清单、校验码和经过。`}</Locked>
    )
  const handed = status === 'handed' ? `已移交${file.receiver}，只读。` : ''
  return (
    <Locked>
      {`${dateText(endedOn)}终止供养${endReason ? `（${endReason}）` : ''}。档案保管至${dateText(keepThrough)}，${dateText(destroyFrom)}起可以销毁。${handed}`}
    </Locked>
  )
}

function Facts({ file }: { file: ArchiveFile }) {
  return (
    <Description
      columns={4}
      items={[
        { label: '责任乡镇（街道）', value: file.township },
        { label: '服务终止日', value: file.endedOn ? <Day day={file.endedOn} /> : '在供养，未起算' },
        {
          label: '保管期限',
          value: (
            <>
              不少于{file.years}年 <Basis citations={file.citations} value={`自服务终止日起不少于${file.years}年`} />
            </>
          ),
        },
        { label: '保管至', value: file.keepThrough ? <Day day={file.keepThrough} /> : null },
        { label: '最早可销毁', value: file.destroyFrom ? <Day day={file.destroyFrom} /> : null },
        { label: '纸质位置', value: file.places },
        { label: '完整率', value: file.needed === 0 ? null : `${file.there}/${file.needed}` },
        { label: '比对差异', value: file.differences === 0 ? '无' : `${file.differences}份` },
        ...(file.receiver
          ? [
              { label: '接收单位', value: file.receiver },
              { label: '移交包校验码', value: <span className="gy-digits">{file.packageSha256.slice(0, 16)}</span> },
            ]
          : []),
      ]}
    />
  )
}

function Checks({ file }: { file: ArchiveFile }) {
  return (
    <Panel title="归档检查" count={file.checks.length}>
      {file.checks.length === 0 ? (
        <p>
          <FamilyTag family="green" text="没有未了结的事项，可以归档" />
        </p>
      ) : (
        <ul className="gy-list">
          {file.checks.map((check) => (
            <li key={check.code}>
              <FamilyTag family={check.blocks ? 'red' : 'orange'} text={check.blocks ? '须先办结' : '可写明理由'} />{' '}
              {check.text} {check.to !== `/archives/${file.personId}` && <Link to={check.to}>去办理</Link>}{' '}
              {check.citations.length > 0 && <Basis citations={check.citations} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Steps({ file }: { file: ArchiveFile }) {
  return (
    <Panel title="经过">
      <ul className="gy-list">
        {file.steps.map((step) => (
          <li key={`${step.kind}${step.at}`}>
            <Moment at={step.at} /> {step.byName} {stepText[step.kind]}
            {step.words && `：${step.words}`}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
