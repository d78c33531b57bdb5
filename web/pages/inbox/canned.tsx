import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { PlainDialog } from '../../components/dialog.tsx'
import { moveFocus } from '../../components/menu.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextField } from '../../components/text-field.tsx'
import { cannedReplies } from '../../models/templates.ts'

export interface CannedProps {
  choose: (content: string) => void
  /** A text as it will be put in. */
  filled: (content: string) => string
  channel: string
  close: () => void
}

/** The texts that are used again and again: found by a word, chosen by Enter. */
export default function CannedReplies({ choose, filled, channel, close }: CannedProps) {
  const asked = useQuery(cannedReplies)
  const q = useSignal('')
  const words = q.value.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const fitting = asked.data?.filter((each) => each.channel === null || each.channel === channel)
  const shown = fitting
    ?.filter(({ name, content }) => words.every((word) => `${name}\n${content}`.toLocaleLowerCase().includes(word)))
    .toSorted((a, b) => Number(b.is_default) - Number(a.is_default))
  const keys = (event: KeyboardEvent) => {
    const [first] = shown ?? []
    if (event.key === 'Enter' && first) {
      event.preventDefault()
      choose(first.content)
    } else if (event.key === 'ArrowDown') moveFocus(event)
  }
  return (
    <PlainDialog title="Canned replies" onClose={close}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows and Enter of the field and the list in it */}
      <div class="stack" onKeyDown={moveFocus}>
        <TextField label="Find" value={q.value} onInput={(value) => (q.value = value)} onKeyDown={keys} autoFocus />
        {asked.error && !asked.data && (
          <Problem error={asked.error} what="the canned replies" retry={() => void asked.refetch()} />
        )}
        {!asked.data && !asked.error && <SkeletonRows count={3} />}
        <div role="menu" aria-label="Canned replies">
          {shown?.map(({ id, name, content }) => (
            <button key={id} type="button" role="menuitem" class="row" onClick={() => choose(content)}>
              <span class="stack none grow">
                <span class="strong ellipsis">{name}</span>
                <span class="small muted ellipsis">{filled(content)}</span>
              </span>
            </button>
          ))}
        </div>
        {shown?.length === 0 && (
          <p class="muted">
            {asked.data?.length ? 'None has these words.' : 'None yet. '}
            {asked.data?.length === 0 && <a href="/settings/templates">Write the first in Settings</a>}
          </p>
        )}
      </div>
    </PlainDialog>
  )
}
