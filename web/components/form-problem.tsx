import { TriangleAlert } from 'lucide-preact'
import { requestIdOf, sentence } from '../models/sentences.ts'
import { Icon } from './icon.tsx'

/** What went wrong with a form as a whole; read out when it appears. */
export function FormProblem({ error, words }: { error: unknown; words?: string | undefined }) {
  if (!error) return null
  const reference = words === undefined ? requestIdOf(error) : null
  return (
    <div class="banner late inline top" role="alert">
      <Icon of={TriangleAlert} />
      <div class="grow">
        <p>{words ?? sentence(error)}</p>
        {reference && <p class="meta muted">Reference {reference}</p>}
      </div>
    </div>
  )
}
