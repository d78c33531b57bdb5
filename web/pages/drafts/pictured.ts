import { lazyPart } from '../../components/lazy-page.tsx'
import type { AiDraft } from '../../models/ai-drafts.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'

/** It comes with the first draft of a file. */
export const Picture = lazyPart<{ draft: Pick<AiDraft, 'source_id'>; suggestion: Suggestion | undefined }>(
  () => import('./picture.tsx'),
  'the picture',
)

export const isOfFile = ({ source_type }: Pick<AiDraft, 'source_type'>): boolean => source_type === 'FILE'
