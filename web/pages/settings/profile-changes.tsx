import { useQuery } from '@tanstack/preact-query'
import type { PreviewProfile } from '../../../core/contract/profile.ts'
import { wordsOf } from '../../../core/domain/profiles/validate.ts'
import { SettingsCard } from '../../components/settings-card.tsx'
import { type ProfilePreview, previewProfile } from '../../models/profile.ts'
import { sentence } from '../../models/sentences.ts'
import { useDebounced } from '../../models/use-debounced.ts'
import { MODULES, RULES } from './profile-form.ts'

const AFTER_MS = 300
const COUNTED_MAX = 1000

/** What saving would alter, before it does. */
export function ProfileChanges({ change }: { change: PreviewProfile }) {
  const asked = useDebounced(JSON.stringify(change), AFTER_MS)
  const preview = useQuery({
    queryKey: ['/v1/profile/preview', asked],
    meta: { shows: ['business'] },
    queryFn: () => previewProfile(JSON.parse(asked) as PreviewProfile),
  })
  const lines = preview.data ? linesOf(preview.data) : []
  return (
    <SettingsCard title="What this changes">
      <div aria-live="polite" aria-busy={preview.isFetching}>
        {preview.error ? (
          <p class="warn">{sentence(preview.error)}</p>
        ) : lines.length === 0 ? (
          <p class="muted">{preview.data ? 'Nothing that is seen.' : 'Looking…'}</p>
        ) : (
          <ul class="stack">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
    </SettingsCard>
  )
}

function linesOf({ switched, required, no_longer_required, relabelled }: ProfilePreview): string[] {
  return [
    ...switched.flatMap(({ name, on, concerned }) => {
      const module = [...MODULES, ...RULES].find((one) => one.name === name)
      if (!module) return []
      const there = concerned ? `: ${countOf(concerned)} ${on ? 'come back' : 'are kept, out of sight'}` : ''
      return `${module.label} ${on ? 'on' : 'off'}${there}.`
    }),
    ...relabelled.map(({ before, after }) => `“${before}” is called “${after}”.`),
    ...required.map(({ entity, field, concerned, of_some }) => {
      const lack = concerned ? `: ${countOf(concerned)} that are open have none yet` : ''
      return `${wordsOf(field)} is required of ${of_some ? 'some ' : ''}${ENTITIES[entity]}${lack}.`
    }),
    ...no_longer_required.map(({ entity, field }) => `${wordsOf(field)} is no longer required of ${ENTITIES[entity]}.`),
  ]
}

const countOf = (count: number) => (count >= COUNTED_MAX ? `${COUNTED_MAX} or more` : String(count))
const ENTITIES = { work_item: 'work', invoice: 'invoices', quote: 'quotes', expense: 'expenses' } as const
