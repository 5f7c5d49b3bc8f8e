/** 供养方式和能力等级: by wish and rule, proposed, decided; and wherever somebody departed, why. */
import { type SelfCareLevel, type SupportMode, supportModeText } from '#kernel/self-care.ts'
import { Description } from '#ui/description.tsx'
import { Panel } from '#ui/page.tsx'
import { FamilyTag, useLevelText } from '#ui/status-tag.tsx'
import type { CaseFile } from '../contract.ts'

export function SupportPanel({ file }: { file: CaseFile }) {
  const levelText = useLevelText()
  const { asked, proposed, decided } = file.support
  const said = (mode: SupportMode | null, level: SelfCareLevel | null) =>
    `${mode ? supportModeText[mode] : '未填'}，${level ? levelText(level) : '未填'}`
  if (!proposed && !decided && file.departures.length === 0) return null
  return (
    <Panel title="供养方式和能力等级">
      <Description
        columns={1}
        items={[
          ...(asked.mode || asked.level ? [{ label: '本人意愿、按六项', value: said(asked.mode, asked.level) }] : []),
          ...(proposed ? [{ label: '审核意见', value: said(proposed.mode, proposed.level) }] : []),
          ...(decided ? [{ label: '决定', value: <strong>{said(decided.mode, decided.level)}</strong> }] : []),
        ]}
      />
      {file.departures.length > 0 && (
        <ul className="gy-plain-list">
          {file.departures.map(({ stage, text, by, reason }) => (
            <li key={`${stage}${text}`}>
              <FamilyTag family="orange" text={`${stage}不同`} /> {text}
              <div className="gy-deed-note">
                理由：{reason || '未写'}（{by}）
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
