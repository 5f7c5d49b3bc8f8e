/** One agreement: left the text as it prints, right who has signed (screens 4.8). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { yuanText } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Locked } from '#ui/states.tsx'
import { FamilyTag, LevelTag, StatusTag } from '#ui/status-tag.tsx'
import { type AgreementPage, agreements, type PartyMark } from '../contract.ts'
import { actText, agreementStatusText, methodText, signerRoleText } from '../words.ts'
import { endText } from './agreements.tsx'
import { EditButton, RenewButton, ReturnButton } from './deeds.tsx'
import { SignForm, WhoSigns } from './sign-form.tsx'
import { Terminate } from './terminate.tsx'

export function AgreementView() {
  const answer = useAnswer(agreements, 'get', { agreementId: useParam('agreementId') })
  return (
    <AnswerPage title="协议" list={{ title: '协议', to: '/agreements' }} answer={answer}>
      {(page) => <Agreement page={page} />}
    </AnswerPage>
  )
}

function Agreement({ page }: { page: AgreementPage }) {
  const filed = page.status === 'filed' && <Locked>备案后协议内容不能修改，变更须签新协议。</Locked>
  const needed = page.marks.filter(({ act }) => act !== 'is_informed')
  const signed = needed.filter(({ signedOn }) => signedOn !== null).length
  const detail = page.status === 'signing' ? { detail: `${signed}/${needed.length}` } : {}
  return (
    <PageBody
      title={`协议 ${page.number}`}
      way={[{ title: '协议', to: '/agreements' }]}
      beside={
        <>
          <PersonLink personId={page.personId} name={page.person} />{' '}
          <StatusTag of="协议" word={agreementStatusText[page.status]} {...detail} />{' '}
          {page.daysLeft !== null && endText(page.daysLeft)}
        </>
      }
      action={<Next page={page} />}
      others={<Prints page={page} />}
      strip={filed}
    >
      {page.returnedReason && <p className="gy-help">退回原因：{page.returnedReason}</p>}
      <Facts page={page} />
      <div className="gy-two">
        <Panel title="正文（按打印样）">
          <h3>{page.title}</h3>
          {page.preamble.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {page.articles.map(({ title, paragraphs }, index) => (
            <section key={title}>
              <h4>{`第${index + 1}条 ${title}`}</h4>
              {paragraphs.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </section>
          ))}
          <p>监督举报电话：{page.hotline || '＿＿＿＿＿＿'}</p>
        </Panel>
        <div>
          <Parties page={page} />
          <Contents page={page} />
        </div>
      </div>
    </PageBody>
  )
}

function Facts({ page }: { page: AgreementPage }) {
  const price =
    page.priceFen === null ? '—' : `${page.priceKind === 'free' ? '无偿' : '有偿'} ${yuanText(page.priceFen)} 元/月`
  const items = [
    { label: '协议期限', value: <Span from={page.from} to={page.to} /> },
    { label: '生效', value: page.effectiveFrom ? <Span from={page.effectiveFrom} to={page.effectiveTo} /> : '—' },
    { label: '生效规则', value: <Basis citations={page.citations.effect} value="各方签齐之日" /> },
    { label: '等级', value: <LevelTag level={page.level} /> },
    { label: '价格', value: price },
    { label: '服务机构', value: page.organisation || page.carer || '—' },
    { label: '审核', value: <Day day={page.reviewedOn} /> },
    { label: '备案', value: page.filedOn ? <Day day={page.filedOn} /> : page.filingAsked ? '待备案' : '本地不要求' },
    ...(page.endedOn ? [{ label: '终止', value: `${page.endedOn} ${page.endReason ?? ''} ${page.takesOver}` }] : []),
    ...(page.replaces ? [{ label: '接续', value: page.replaces }] : []),
  ]
  return <Description items={items} columns={3} />
}

function Parties({ page }: { page: AgreementPage }) {
  const may = useMay()
  const [open, setOpen] = useState<PartyMark>()
  const register = (mark: PartyMark) =>
    mark.signedOn === null && page.status === 'signing' && may('agreements.sign') ? (
      <Button size="small" onClick={() => setOpen(mark)}>
        登记
      </Button>
    ) : null
  return (
    <Panel title="各方" extra={<Basis citations={page.citations.parties} />}>
      <Table
        size="small"
        rowKey="party"
        pagination={false}
        dataSource={page.marks}
        columns={[
          { title: '当事方', render: (_, mark) => `${mark.title} ${mark.name}` },
          { title: '事项', className: 'gy-nowrap', render: (_, mark) => actText[mark.act] },
          { title: '签署人', render: (_, mark) => mark.signer ?? '○' },
          {
            title: '身份',
            render: (_, mark) => (mark.as ? signerRoleText[mark.as].replace('法定代表人或授权代表', '代表人') : '—'),
          },
          { title: '方式', className: 'gy-nowrap', render: (_, mark) => (mark.method ? methodText[mark.method] : '—') },
          {
            title: '日期',
            className: 'gy-nowrap',
            render: (_, mark) => (mark.signedOn ? <Day day={mark.signedOn} /> : register(mark)),
          },
        ]}
      />
      {page.notes.map((note) => (
        <p key={note} className="gy-help">
          {note}
        </p>
      ))}
      {page.guardians.map(({ name, relation, from }) => (
        <p key={name} className="gy-help">{`已登记监护人：${name}（${relation}，${from.slice(0, 4)}年起）`}</p>
      ))}
      {page.status !== 'terminated' && page.status !== 'expired' && may('agreements.checkSigning') && (
        <WhoSigns agreementId={page.id} />
      )}
      {open && <SignForm page={page} mark={open} onClose={() => setOpen(undefined)} />}
    </Panel>
  )
}

function Contents({ page }: { page: AgreementPage }) {
  const required = page.contents.filter((content) => content.required)
  const there = required.filter(({ has }) => has).length
  return (
    <Panel title={`必备内容 ${there}/${required.length}`} extra={<Basis citations={page.citations.contents} />}>
      <p className="gy-tags">
        {required.map(({ code, title, has }) => (
          <FamilyTag key={code} family={has ? 'green' : 'red'} text={has ? title : `缺${title}`} />
        ))}
      </p>
      {page.hotlineChanged && <p className="gy-fault">监督举报电话已变更，请重新通知各方。</p>}
    </Panel>
  )
}

/** The one step that comes next. */
function Next({ page }: { page: AgreementPage }) {
  const may = useMay()
  const submit = useCommand(agreements, 'submit', { answers: ['duties'] })
  const approve = useCommand(agreements, 'approve', { answers: ['duties'] })
  const ids = [page.id]
  if (page.status === 'draft' && may('agreements.submit'))
    return (
      <>
        <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate({ ids })}>
          提交审核
        </Button>
        <ReasonsOf error={submit.error} action="提交审核" onContinue={(reason) => submit.mutate({ ids, reason })} />
      </>
    )
  if (page.status === 'review' && may('agreements.approve'))
    return (
      <>
        {may('agreements.return') && <ReturnButton ids={ids} />}
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate({ ids })}>
          审核通过
        </Button>
        <ReasonsOf error={approve.error} action="审核通过" />
      </>
    )
  if (page.status === 'signing' && may('agreements.return')) return <ReturnButton ids={ids} />
  if (page.status === 'signed' && page.filingAsked && may('agreements.file')) return <Filing page={page} />
  return null
}

function Filing({ page }: { page: AgreementPage }) {
  const file = useCommand(agreements, 'file', { answers: ['duties'] })
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
  return (
    <>
      <Button type="primary" loading={file.isPending} onClick={() => file.mutate({ ids: [page.id], filedOn: today })}>
        备案
      </Button>
      <ReasonsOf error={file.error} action="备案" />
    </>
  )
}

function Prints({ page }: { page: AgreementPage }) {
  const may = useMay()
  const print = useCommand(agreements, 'print')
  const give = (format: 'pdf' | 'word') =>
    void print.mutateAsync({ ids: [page.id], format }).then(
      ({ files }) => files.forEach(({ ticket }) => download(ticket)),
      () => {},
    )
  return (
    <>
      {page.status === 'draft' && may('agreements.edit') && <EditButton page={page} />}
      {page.effectiveFrom !== null && may('agreements.renew') && <RenewButton page={page} />}
      {may('agreements.terminate') && page.status !== 'terminated' && page.status !== 'expired' && (
        <Terminate page={page} />
      )}
      {may('agreements.print') && (
        <Button loading={print.isPending} onClick={() => give('pdf')}>
          打印
        </Button>
      )}
      {may('agreements.print') && <Button onClick={() => give('word')}>导出Word</Button>}
    </>
  )
}
