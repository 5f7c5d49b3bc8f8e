/** One person at a glance (screens 5.14). */
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { Link } from './link.tsx'
import { LevelTag, ModeTag, StatusTag } from './status-tag.tsx'
import type { StatusWord } from './status-words.ts'

export interface PersonGlance {
  personId: string
  name: string
  sex: 'male' | 'female'
  age: number
  village: string
  mode?: SupportMode | undefined
  level?: SelfCareLevel | undefined
  state?: StatusWord<'供养状态'> | undefined
  /** Who cares: '甲机构'. */
  carer?: string | undefined
  /** Last four digits of the identity number. */
  lastFour?: string | undefined
  /** The one thing to know: '协议9月5日到期'. */
  alert?: string | undefined
  /** Another of the same name in the same village: '张示例（45岁）'. */
  namesake?: string | undefined
}

export function PersonCard({ person }: { person: PersonGlance }) {
  return (
    <div className="gy-person-card">
      <p>
        <strong>{person.name}</strong> {person.sex === 'male' ? '男' : '女'} {person.age}岁 {person.village}
        {person.lastFour && ` 尾号${person.lastFour}`}
      </p>
      <p className="gy-tags">
        {person.state && <StatusTag of="供养状态" word={person.state} />}
        {person.mode && <ModeTag mode={person.mode} />}
        {person.level && <LevelTag level={person.level} />}
      </p>
      {person.carer && <p>照料人：{person.carer}</p>}
      {person.namesake && <p className="gy-warning">! 同村有同名：{person.namesake}</p>}
      {person.alert && <p className="gy-warning">! {person.alert}</p>}
      <p>
        <Link to={`/persons/${person.personId}`}>打开档案</Link>
      </p>
    </div>
  )
}
