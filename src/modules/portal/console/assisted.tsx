/** 代为查询: the same pages for somebody who stands at the counter; every look, print and reading aloud is noted. */
import { Button } from 'antd'
import { useState } from 'react'
import { useParam } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { InWindow } from '#ui/in-window.tsx'
import { PageBody } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { Part, partText, portal, presentText, type Sheet } from '../contract.ts'
import { ComplaintForm, CorrectionForm } from './enter-forms.tsx'
import { ReadAloud } from './read-aloud.tsx'
import { SheetView } from './sheet.tsx'

export function Assisted() {
  const helpId = useParam('helpId')
  const [part, setPart] = useState<Part>('home')
  const start = useCommand(portal, 'noteDeed')
  const [ready, setReady] = useState(false)
  const look = async (wanted: Part) => {
    await start.mutateAsync({ helpId, part: wanted, deed: 'shown' })
    setPart(wanted)
    setReady(true)
  }
  const answer = useAnswer(portal, 'assisted', { helpId, part }, { enabled: ready })
  return (
    <PageBody
      title="代为查询"
      beside={answer.data && `${presentText[answer.data.present]}${answer.data.presentName}到场`}
      action={<Print helpId={helpId} />}
    >
      <p className="gy-note">
        看什么点什么。每次打开、打印、念给本人听都有记录。请只看到场的人要看的内容，看完关闭本页。
      </p>
      <nav aria-label="要看哪一部分" className="gy-chips">
        {(answer.data?.parts ?? allParts).map(
          (each) =>
            each !== 'home' && (
              <button key={each} type="button" aria-pressed={ready && each === part} onClick={() => void look(each)}>
                {partText[each]}
              </button>
            ),
        )}
      </nav>
      <ReasonsOf error={start.error} action="打开" />
      {ready && (
        <Answer answer={answer}>
          {({ sheet, units, present }) => (
            <>
              <Deeds helpId={helpId} sheet={sheet} units={units} complaints={present !== 'relative'} />
              <SheetView sheet={sheet} />
            </>
          )}
        </Answer>
      )}
    </PageBody>
  )
}

interface DeedsProps {
  helpId: string
  sheet: Sheet
  units: readonly { id: string; name: string }[]
  complaints: boolean
}

function Deeds({ helpId, sheet, units, complaints }: DeedsProps) {
  const { part } = sheet
  return (
    <div className="gy-actions gy-part">
      <ReadAloud helpId={helpId} part={part} sheet={sheet} />
      {part === 'requests' && (
        <InWindow verb="代填更正申请" title="代填更正申请">
          {(close) => <CorrectionForm helpId={helpId} onDone={close} />}
        </InWindow>
      )}
      {part === 'requests' && complaints && (
        <InWindow verb="代填投诉" title="代填投诉">
          {(close) => <ComplaintForm helpId={helpId} units={units} onDone={close} />}
        </InWindow>
      )}
    </div>
  )
}

const allParts: readonly Part[] = Part.options

function Print({ helpId }: { helpId: string }) {
  const print = useCommand(portal, 'printAssisted')
  const run = async () => download((await print.mutateAsync({ helpId })).ticket)
  return (
    <>
      <Button type="primary" loading={print.isPending} onClick={() => void run()}>
        打印我的救助情况
      </Button>
      <ReasonsOf error={print.error} action="打印" />
    </>
  )
}
