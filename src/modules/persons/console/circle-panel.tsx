/** 监护与同意: capacity, guardians, contacts and consents, each with what may be done with it (screens 4.6). */
import type { ReactNode } from 'react'
import { dayOf } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { capacityText, consentText, contactText, guardianScopeText } from '../words.ts'
import { CapacityForm, ContactForm, EndGuardianForm, GuardianForm } from './circle-forms.tsx'
import { ConsentForm, WithdrawForm } from './consent-forms.tsx'
import { Revealed } from './revealed.tsx'
import { AskButton, FormButton } from './row-deed.tsx'

const isOver = (file: PersonFile): boolean => file.endedOn !== null || file.diedOn !== null

export function CirclePanel({ file }: { file: PersonFile }) {
  return (
    <>
      <Capacity file={file} />
      <Guardians file={file} />
      <Contacts file={file} />
      <Consents file={file} />
    </>
  )
}

function Part({ title, button, children }: { title: string; button: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="gy-part">
      <header className="gy-actions">
        <h3>{title}</h3>
        {button}
      </header>
      {children}
    </section>
  )
}

function Capacity({ file }: { file: PersonFile }) {
  const lacksGuardian = file.capacity !== 'full' && !file.guardians.some((each) => !each.toOn)
  return (
    <Part
      title="民事行为能力"
      button={
        !isOver(file) && (
          <FormButton title="登记民事行为能力" of={file.name} needs="persons.setCapacity" wide>
            {(close) => <CapacityForm file={file} onDone={close} />}
          </FormButton>
        )
      }
    >
      <Description
        columns={2}
        items={[
          { label: '民事行为能力', value: capacityText[file.capacity] },
          { label: '自', value: file.capacitySince && <Day day={file.capacitySince} /> },
          {
            label: '认定依据',
            value: file.capacityBasis || (file.capacity === 'full' ? '未另行认定，按成年人' : ''),
            wide: true,
          },
        ]}
      />
      {file.capacities.length > 1 && (
        <Table heads={['自', '民事行为能力', '认定依据', '纸质依据', '登记']}>
          {file.capacities.map((each) => (
            <tr key={each.id}>
              <td>
                <Day day={each.since} />
              </td>
              <td>{capacityText[each.capacity]}</td>
              <td>{each.basis}</td>
              <td>{each.paperReference}</td>
              <td>
                {each.foundBy} <Day day={dayOf(each.knownAt)} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      {lacksGuardian && <p className="gy-warning">! 不具有完全民事行为能力，但还没有监护人。请登记监护人。</p>}
    </Part>
  )
}

function Table({ heads, children }: { heads: readonly string[]; children: ReactNode }) {
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

function Guardians({ file }: { file: PersonFile }) {
  return (
    <Part
      title="监护人"
      button={
        !isOver(file) && (
          <FormButton title="登记监护人" of={file.name} needs="persons.addGuardian" wide>
            {(close) => <GuardianForm file={file} onDone={close} />}
          </FormButton>
        )
      }
    >
      {file.guardians.length === 0 ? (
        <Empty>没有登记监护人。本人不具有完全民事行为能力的，应登记。</Empty>
      ) : (
        <Table heads={['姓名', '范围', '电话', '依据', '起止', '办理']}>
          {file.guardians.map((each) => (
            <tr key={each.id}>
              <td>
                {each.name}（{each.relation}）{each.conflict && <p className="gy-warning">! {each.conflict}</p>}
              </td>
              <td>{each.scope.map((scope) => guardianScopeText[scope]).join('、')}</td>
              <td>
                <Revealed personId={file.id} field="phone" masked={each.phoneMasked} of={each.id} />
              </td>
              <td>{each.basis || '—'}</td>
              <td>
                <Span from={each.fromOn} to={each.toOn} />
              </td>
              <td>
                {!each.toOn && (
                  <FormButton title="终止" of={`${each.name}的监护登记`} needs="persons.endGuardian">
                    {(close) => <EndGuardianForm id={each.id} onDone={close} />}
                  </FormButton>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Part>
  )
}

function Contacts({ file }: { file: PersonFile }) {
  return (
    <Part
      title="联系人"
      button={
        !isOver(file) && (
          <FormButton title="登记联系人" of={file.name} needs="persons.addContact" wide>
            {(close) => <ContactForm file={file} onDone={close} />}
          </FormButton>
        )
      }
    >
      {file.contacts.length === 0 ? (
        <Empty>没有登记联系人。请登记平日照应、生病看护和紧急联系人。</Empty>
      ) : (
        <Table heads={['作用', '姓名', '电话', '顺序', '核对日', '办理']}>
          {file.contacts.map((each) => (
            <ContactRow key={each.id} personId={file.id} contact={each} />
          ))}
        </Table>
      )}
    </Part>
  )
}

function ContactRow({ personId, contact }: { personId: string; contact: PersonFile['contacts'][number] }) {
  const end = useCommand(persons, 'endContact', { answers: ['duties'] })
  const say = useSay()
  const { id, role, name, relation, phoneMasked, place, checkedOn, endedOn } = contact
  const stop = async () => {
    await end.mutateAsync({ id })
    say('已停用')
  }
  return (
    <tr>
      <td>{contactText[role]}</td>
      <td>
        {name}（{relation}）
      </td>
      <td>
        <Revealed personId={personId} field="phone" masked={phoneMasked} of={id} />
      </td>
      <td className="gy-right">{place}</td>
      <td>
        <Day day={checkedOn} />
      </td>
      <td>
        {endedOn ? (
          `已停用 ${endedOn}`
        ) : (
          <AskButton
            title="停用"
            of={`${name}（${contactText[role]}）`}
            needs="persons.endContact"
            says="停用后不再显示为联系人；登记本身保留可查。"
            onConfirm={stop}
          />
        )}
      </td>
    </tr>
  )
}

function Consents({ file }: { file: PersonFile }) {
  return (
    <Part
      title="同意"
      button={
        !isOver(file) && (
          <FormButton title="登记同意" of={file.name} needs="persons.giveConsent" wide>
            {(close) => <ConsentForm file={file} onDone={close} />}
          </FormButton>
        )
      }
    >
      {file.consents.length === 0 ? (
        <Empty>没有登记同意。入住机构、由他人领取、代管资金等须先有本人或监护人的同意。</Empty>
      ) : (
        <Table heads={['事项', '由谁同意', '对方、范围', '起止', '纸质依据', '办理']}>
          {file.consents.map((each) => (
            <tr key={each.id}>
              <td>{consentText[each.kind]}</td>
              <td>{each.givenBy === 'person' ? '本人' : `监护人${each.guardian ?? ''}`}</td>
              <td>{[each.receiver, each.scope].filter(Boolean).join('，') || '—'}</td>
              <td>
                <Span from={each.fromOn} to={each.toOn} />
              </td>
              <td>{each.paperReference}</td>
              <td>
                {each.withdrawnOn ? (
                  <FamilyTag family="neutral" text={`${each.withdrawnOn}撤回`} />
                ) : (
                  <FormButton title="撤回" of={consentText[each.kind]} needs="persons.withdrawConsent">
                    {(close) => <WithdrawForm id={each.id} onDone={close} />}
                  </FormButton>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Part>
  )
}
