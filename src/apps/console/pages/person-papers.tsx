/** 打印: the papers of one person that this reader may print (screens 4.6). */
import { archives } from '#modules/archives/contract.ts'
import { cardsWanted } from '#modules/persons/console/cards-wanted.ts'
import type { PersonFile } from '#modules/persons/contract.ts'
import { Button, Dropdown } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useGo } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { print } from '#ui/print.ts'
import { ReasonsOf } from '#ui/reasons.tsx'

export function PersonPapers({ file }: { file: PersonFile }) {
  const may = useMay()
  const me = useMe()
  const go = useGo()
  const catalogue = useCommand(archives, 'print')
  const certificate = useCommand(archives, 'printCertificate')
  const taken = (answer: Promise<{ ticket: string }>) =>
    void answer.then(({ ticket }) => download(ticket)).catch(() => {})
  const papers: ReadonlyArray<{ key: string; label: string; fits: boolean; run: () => void }> = [
    {
      key: 'catalogue',
      label: '卷内目录',
      fits: may('archives.print'),
      run: () => taken(catalogue.mutateAsync({ personId: file.id, paper: 'catalogue' })),
    },
    {
      key: 'certificate',
      label: '救助供养证',
      fits: may('archives.printCertificate') && file.certificateNo !== '',
      run: () => taken(certificate.mutateAsync({ personId: file.id })),
    },
    {
      key: 'card',
      label: '人员卡片',
      fits: may('persons.card'),
      run: () => {
        cardsWanted.set([file.id])
        go('/persons/cards')
      },
    },
    { key: 'page', label: '本页', fits: true, run: () => print({ by: me.name, demo: me.demo }) },
  ]
  const shown = papers.filter(({ fits }) => fits)
  const items = shown.map(({ key, label }) => ({ key, label }))
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items, onClick: ({ key }) => shown.find((paper) => paper.key === key)?.run() }}
      >
        <Button loading={catalogue.isPending || certificate.isPending}>打印 ▾</Button>
      </Dropdown>
      <ReasonsOf error={catalogue.error ?? certificate.error} action="打印" />
    </>
  )
}
