/** Someone saved first: both versions field by field; nothing is overwritten silently (screens 5.3). */
import { Button } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  fields: ReadonlyArray<{ label: string; mine: ReactNode; theirs: ReactNode }>
  /** '李样本 9月1日 10:02' */
  savedBy: string
  onMine: () => void
  onTheirs: () => void
}

export function Conflict({ fields, savedBy, onMine, onTheirs }: Props) {
  return (
    <section className="gy-reasons gy-warnings" role="alert">
      <strong>
        {savedBy}已先保存，有{fields.length}处与您填写的不同：
      </strong>
      <table className="gy-plain-table">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">我的</th>
            <th scope="col">对方的</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.label}>
              <th scope="row">{field.label}</th>
              <td>{field.mine}</td>
              <td>{field.theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="gy-actions">
        <Button onClick={onMine}>用我的</Button>
        <Button onClick={onTheirs}>用对方的</Button>
      </div>
    </section>
  )
}
