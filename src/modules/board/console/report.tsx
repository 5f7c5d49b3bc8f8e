/** 报告情况: what happened, to whom, and on to where it is entered; no table, for a phone or a borrowed computer (screens 1, R8). */
import { Button } from 'antd'
import { useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { persons } from '#modules/persons/contract.ts'

interface Happening {
  key: string
  title: string
  /** What it is for, in a line. */
  words: string
  needs: string
  to: (personId: string) => string
}

const happenings: readonly Happening[] = [
  {
    key: 'death',
    title: '去世',
    words: '当天就报，材料可以后补',
    needs: 'endings.reportDeath',
    to: (id) => `/deaths/new?person=${id}`,
  },
  {
    key: 'hospital',
    title: '住院',
    words: '写哪天住院、在哪家医院',
    needs: 'persons.addAbsence',
    to: (id) => `/persons/${id}?panel=standing`,
  },
  {
    key: 'away',
    title: '外出、走失',
    words: '写哪天起、去了哪里；走失的先报警',
    needs: 'persons.addAbsence',
    to: (id) => `/persons/${id}?panel=standing`,
  },
  {
    key: 'ability',
    title: '身体变差或变好',
    words: '申请重新评估自理能力',
    needs: 'assessments.request',
    to: (id) => `/persons/${id}?panel=assessments`,
  },
  {
    key: 'own',
    title: '本人要查、要反映',
    words: '帮他看、念给他听、代填反映',
    needs: 'portal.openHelp',
    to: (id) => `/persons/${id}?panel=own-view`,
  },
]

/** Further pages of a village, which its short menu does not name. */
const others = [
  { title: '请您协助', to: '/cases/help', needs: 'recognition.helping' },
  { title: '登记核查结果', to: '/verification', needs: 'verifications.record' },
  { title: '登记告知、签收', to: '/notices', needs: 'notices.acknowledge' },
  { title: '登记协议签署', to: '/agreements', needs: 'agreements.sign' },
] as const

export function Report() {
  const may = useMay()
  const go = useGo()
  const [chosen, setChosen] = useState<Happening>()
  return (
    <PageBody title="报告情况">
      <p className="gy-note">出了什么事？先点一项，再点是谁。</p>
      <div className="gy-report" role="group" aria-label="什么事">
        {happenings
          .filter(({ needs }) => may(needs))
          .map((each) => (
            <button
              key={each.key}
              type="button"
              aria-pressed={each.key === chosen?.key}
              onClick={() => setChosen(each)}
            >
              <strong>{each.title}</strong>
              <span>{each.words}</span>
            </button>
          ))}
      </div>
      {chosen && <Whom happening={chosen} />}
      <section className="gy-part" aria-label="其他事">
        <h2>其他事</h2>
        <div className="gy-actions">
          {others
            .filter(({ needs }) => may(needs))
            .map(({ title, to }) => (
              <Button key={to} onClick={() => go(to)}>
                {title}
              </Button>
            ))}
        </div>
      </section>
    </PageBody>
  )
}

const most = 200

function Whom({ happening }: { happening: Happening }) {
  const answer = useAnswer(persons, 'list', { pageSize: most })
  const go = useGo()
  return (
    <section className="gy-part" aria-label="是谁">
      <h2>{happening.title}：是谁？</h2>
      <Answer answer={answer} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>您的村（居）没有在册的人。</Empty>
          ) : (
            <div className="gy-report gy-report-people" role="group" aria-label="是谁">
              {rows.map(({ id, name, age, sex }) => (
                <button key={id} type="button" onClick={() => go(happening.to(id))}>
                  <strong>{name}</strong>
                  <span>
                    {sex === 'male' ? '男' : '女'} {age}岁
                  </span>
                </button>
              ))}
            </div>
          )
        }
      </Answer>
    </section>
  )
}
