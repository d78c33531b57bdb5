import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { FieldError } from './field.tsx'

/** A value that becomes a field when pressed; saved when left, Esc leaves it as it was. */
export function InlineEdit({
  name,
  value,
  error,
  canEdit,
  multiline = false,
  type = 'text',
  save,
}: {
  name: string
  value: string
  error?: string | undefined
  canEdit: boolean
  multiline?: boolean
  type?: 'text' | 'email' | 'tel'
  save: (value: string) => Promise<boolean>
}) {
  const draft = useSignal<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const editing = draft.value !== null
  useEffect(() => {
    if (editing) field.current?.focus()
  }, [editing])

  const leave = async () => {
    if (draft.value === null) return
    if (draft.value.trim() === value || (await save(draft.value.trim()))) draft.value = null
  }
  const keyDown = async (event: KeyboardEvent) => {
    const done = event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)
    if (event.key !== 'Escape' && !done) return
    event.preventDefault()
    event.stopPropagation()
    if (done) await leave()
    else draft.value = null
    if (draft.value === null) requestAnimationFrame(() => button.current?.focus())
  }
  return (
    <div class="fact">
      <span class="name" id={`fact-${name}`}>
        {name}
      </span>
      <div>
        {editing ? (
          <Input
            {...{ name, multiline, type, field, keyDown, leave, error }}
            value={draft.value ?? ''}
            onInput={(text) => {
              draft.value = text
            }}
          />
        ) : canEdit ? (
          <button
            ref={button}
            type="button"
            class="fact-value"
            aria-label={value ? `${name}: ${value}. Edit` : `Add ${name.toLowerCase()}`}
            onClick={() => (draft.value = value)}
          >
            {value || <span class="muted">Add</span>}
          </button>
        ) : (
          <span class="fact-value">{value || <span class="muted">None</span>}</span>
        )}
        {error && editing && <FieldError>{error}</FieldError>}
      </div>
    </div>
  )
}

function Input(props: {
  name: string
  value: string
  multiline: boolean
  type: 'text' | 'email' | 'tel'
  error: string | undefined
  field: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>
  keyDown: (event: KeyboardEvent) => void
  leave: () => void
  onInput: (value: string) => void
}) {
  const shared = {
    ref: props.field,
    'aria-labelledby': `fact-${props.name}`,
    'aria-invalid': props.error ? (true as const) : undefined,
    value: props.value,
    onKeyDown: props.keyDown,
    onBlur: props.leave,
  }
  return (
    <div class={`box${props.multiline ? ' area' : ''}${props.error ? ' invalid' : ''}`}>
      {props.multiline ? (
        <textarea {...shared} rows={3} onInput={(event) => props.onInput(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={props.type}
          list={undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
