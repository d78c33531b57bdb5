import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { FieldError } from '../../components/field.tsx'
import { announceArrival } from '../../models/arrival.ts'
import { fieldErrors, sentence } from '../../models/sentences.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { saveWork, type WorkItem } from '../../models/work-items.ts'

/** Becomes a field when pressed: saved when left or by Enter, Esc leaves it as it was. */
export function Title({ item }: { item: WorkItem }) {
  const draft = useSignal<string | null>(null)
  const error = useSignal('')
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const isEditing = draft.value !== null
  useLayoutEffect(() => {
    if (announceArrival()) heading.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (isEditing) field.current?.focus()
  }, [isEditing])
  const leave = async () => {
    const title = draft.value?.trim()
    if (title === undefined) return
    try {
      if (title !== item.title) await saveWork(item, { title })
      draft.value = null
      error.value = ''
    } catch (refused) {
      error.value = fieldErrors(refused).title ?? sentence(refused)
    }
  }
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void leave()
    else if (event.key === 'Escape') {
      event.stopPropagation()
      draft.value = null
      error.value = ''
    }
  }
  const Heading = useMedia(PHONE) ? 'h1' : 'h2'
  if (isEditing)
    return (
      <div>
        <div class={`box${error.value ? ' invalid' : ''}`}>
          <input
            ref={field}
            aria-label="Title"
            aria-invalid={error.value ? true : undefined}
            maxLength={200}
            value={draft.value ?? ''}
            onInput={(event) => (draft.value = event.currentTarget.value)}
            onKeyDown={keyDown}
            onBlur={() => void leave()}
          />
        </div>
        {error.value && <FieldError>{error.value}</FieldError>}
      </div>
    )
  return (
    <Heading ref={heading} class="title-page work-title break" tabIndex={-1}>
      {item.allowed_actions.includes('update') ? (
        <button
          type="button"
          class="fact-value"
          aria-label={`${item.title}. Edit the title`}
          onClick={() => (draft.value = item.title)}
        >
          {item.title}
        </button>
      ) : (
        item.title
      )}
    </Heading>
  )
}
