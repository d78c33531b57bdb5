import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Check } from 'lucide-preact'
import { Button, type ButtonProps } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { hasSimilar, isMaking, makingName, mayMake } from '../../models/ai-drafts.ts'
import { businessQuery } from '../../models/business.ts'
import { focusFirstInvalid } from '../../models/form.ts'
import { may } from '../../models/permissions.ts'
import { createByHand } from '../../models/suggestion/by-hand.ts'
import { barredCurrency } from '../../models/suggestion/currency.ts'
import { apply, approve, askForReview, setAside } from '../../models/suggestion/deciding.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import { useShown } from './context.ts'
import { Similar } from './similar.tsx'

/** Which button works: one at a time. */
function useDeeds(suggestion: Suggestion) {
  const busy = useSignal('')
  const run = async (name: string, work: () => Promise<unknown>, needsAll = true) => {
    if (busy.value) return
    busy.value = name
    suggestion.problem.value = null
    try {
      if ((await suggestion.flush()) || !needsAll) await work()
      else if (suggestion.unsent.value) suggestion.problem.value = suggestion.unsent.value
      else focusFirstInvalid()
    } catch (error) {
      if (!hasSimilar(error)) suggestion.refuse(error)
      focusFirstInvalid()
    } finally {
      busy.value = ''
    }
  }
  return { busy: busy.value, run }
}

/** A person's part: makes it, has it looked at, makes it himself, or sets it aside. */
export function Decide({ close }: { close: () => void }) {
  const { suggestion } = useShown()
  const { allowed_actions, similar } = suggestion.draft.value
  const business = useQuery(businessQuery).data
  const rates = useQuery(taxRatesQuery).data ?? []
  const { busy, run } = useDeeds(suggestion)
  const can = (action: string) => allowed_actions.includes(action)
  const barred = can('update') ? barredCurrency(suggestion) : null
  const isAlike = can('apply') && !barred && similar.length > 0
  const deed = (words: string, doing: string, work: () => Promise<unknown>, more: ButtonProps = {}) => (
    <Button {...more} busy={busy === words} onClick={() => void run(words, work)}>
      {busy === words ? doing : words}
    </Button>
  )
  const reject = async () => {
    await setAside(suggestion.draft.value)
    close()
  }
  const byHand = () => createByHand(suggestion, { business, rates })
  return (
    <>
      {barred && <Barred {...barred} canAsk={can('request_review')} />}
      {can('update') && !can('apply') && !barred && <WhyNot canAsk={can('request_review')} />}
      {isAlike && <Similar decide={(how) => run('apply', () => apply(suggestion, how))} busy={busy === 'apply'} />}
      <FormProblem error={suggestion.problem.value} />
      <div class="suggestion-verbs">
        {can('apply') &&
          !isAlike &&
          !barred &&
          deed(verbOf(suggestion), 'Applying…', () => apply(suggestion, {}), { look: 'primary', icon: Check })}
        {can('approve') && deed('Approve', 'Approving…', () => approve(suggestion))}
        {can('request_review') && deed('Ask for a review', 'Asking…', () => askForReview(suggestion))}
      </div>
      <div class="suggestion-verbs quiet">
        {can('update') && !barred && (
          <Button look="quiet" onClick={() => void run('by hand', byHand, false)}>
            Create manually
          </Button>
        )}
        {can('reject') && (
          <Button look="quiet" onClick={() => void reject()}>
            Reject
          </Button>
        )}
      </div>
    </>
  )
}

/** Said before anything is tried: who may not bill in that currency, and how it goes on. */
const Barred = ({ currency, home, canAsk }: { currency: string; home: string; canAsk: boolean }) => (
  <p class="draft-barred" role="status">
    These words are in {currency}. Only who leads your business drafts in another currency than {home}:{' '}
    {canAsk ? 'ask for a review' : 'it waits for one of them'}, or choose {home} above and check each price.
  </p>
)

/** The other reasons that it is not his to make; nothing while it is his as soon as what he typed is saved. */
function WhyNot({ canAsk }: { canAsk: boolean }) {
  const { suggestion } = useShown()
  const { intent, draft_payload } = suggestion.draft.value
  if (!isMaking(intent)) return null
  const why = !mayMake(intent)
    ? `${makingName(intent)}: your business has that switched off.`
    : draft_payload.assigned_to && !may('work_items.assign')
      ? `Somebody else was named for it, and the office gives out work: ${canAsk ? 'ask for a review' : 'it waits for one of them'}.`
      : null
  return (
    why && (
      <p class="draft-barred" role="status">
        {why}
      </p>
    )
  )
}

/** Work is no draft once it is there, and somebody may have been named for it. */
function verbOf({ draft, values }: Suggestion): string {
  if (draft.value.intent !== 'CREATE_WORK_ITEM' && draft.value.intent !== 'DRAFT_AR_MESSAGE') return 'Apply as draft'
  return values.value.texts.assigned_to ? 'Apply and assign' : 'Apply'
}
