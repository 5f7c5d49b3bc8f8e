/** Label above, control, help and fault under it; all tied together for assistive technology (screens 5.3). */
import type { ReactNode } from 'react'
import type { FormState } from './form-state.ts'

export type FieldForm = Omit<FormState, 'schema' | 'checked'>

export interface FieldProps {
  form: FieldForm
  name: string
  label: string
  help?: ReactNode
  disabled?: boolean
}

export interface ControlWiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
  'aria-required': boolean
  disabled: boolean
}

export function wiringOf({ form, name, help, disabled = false }: FieldProps): ControlWiring {
  const id = `${form.id}-${name}`
  const fault = form.faultOf(name)
  const described = [fault ? `${id}-fault` : '', help ? `${id}-help` : ''].filter(Boolean).join(' ')
  return {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': fault !== undefined,
    'aria-required': form.required(name),
    disabled,
  }
}

export function Field({ form, name, label, help, children }: FieldProps & { children: ReactNode }) {
  const id = `${form.id}-${name}`
  const fault = form.faultOf(name)
  return (
    <div className="gy-field">
      <label htmlFor={id} id={`${id}-label`}>
        {label}
        {form.required(name) && <span aria-hidden="true"> *</span>}
      </label>
      {children}
      {fault && (
        <p className="gy-fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
      {help && (
        <p className="gy-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

export const statusOf = (form: FieldForm, name: string): 'error' | undefined =>
  form.faultOf(name) ? 'error' : undefined

export const textOf = (form: FieldForm, name: string): string => {
  const value = form.values[name]
  return typeof value === 'string' ? value : ''
}
