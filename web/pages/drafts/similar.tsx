import { TriangleAlert } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { placeOf, targetWord } from '../../models/ai-drafts.ts'
import { capitalised, money, shortDayOf } from '../../models/format.ts'
import { useShown } from './context.ts'

/** There is one like it: a person says whether it is that one. */
export function Similar({
  decide,
  busy,
}: {
  decide: (how: { merge_into: string } | { override_warnings: true }) => Promise<void>
  busy: boolean
}) {
  const { suggestion } = useShown()
  const { similar } = suggestion.draft.value
  return (
    <section class="draft-similar" aria-label="Something like it is there">
      <p class="inline">
        <Icon of={TriangleAlert} />
        {similar.length === 1 ? 'This may be there already.' : 'One of these may be it already.'}
      </p>
      <ul>
        {similar.map((one) => (
          <li key={one.id} class="inline wrap">
            <span class="stack none grow">
              <a href={placeOf(one)}>{one.title || 'Draft'}</a>
              <span class="meta muted">
                {[
                  capitalised(targetWord(one.type)),
                  one.amount && one.currency && money(one.amount, one.currency),
                  shortDayOf(one.created_at),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Button onClick={() => void decide({ merge_into: one.id })}>Use that one</Button>
          </li>
        ))}
      </ul>
      <div>
        <Button busy={busy} onClick={() => void decide({ override_warnings: true })}>
          {busy ? 'Applying…' : 'Create anyway'}
        </Button>
      </div>
    </section>
  )
}
