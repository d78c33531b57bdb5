import { useSignal } from '@preact/signals'
import { Button } from '../../../components/button.tsx'
import { lazyWindow } from '../../../components/lazy-page.tsx'
import { may } from '../../../models/permissions.ts'
import { type Drafting, useDraft } from './context.ts'

const FromWords = lazyWindow<{ of: Drafting; close: () => void }>(
  () => import('./from-words.tsx'),
  'Lines from words',
  ({ close }) => close(),
)

/** Words that somebody wrote, as lines of the document that is open. */
export function WordsButton({ wide = false }: { wide?: boolean }) {
  const isOpen = useSignal(false)
  const drafting = useDraft()
  if (!may('drafts.extract')) return null
  return (
    <>
      <Button look="quiet" wide={wide} onClick={() => (isOpen.value = true)}>
        From words…
      </Button>
      {isOpen.value && <FromWords of={drafting} close={() => (isOpen.value = false)} />}
    </>
  )
}
