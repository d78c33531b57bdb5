import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { fillTemplate } from '../../../core/domain/templates/fill.ts'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { businessQuery } from '../../models/business.ts'
import { valuesFor } from '../../models/templates.ts'
import { showToast } from '../../models/toasts.ts'
import type { CannedProps } from './canned.tsx'

const CannedReplies = lazyWindow<CannedProps>(
  () => import('./canned.tsx'),
  'Canned replies',
  ({ close }) => close(),
)

interface Written {
  change: (changes: { text: string }) => void
  latest: () => { text: string }
}

/** Puts a canned reply in, with what is known filled; what is not stays to be filled by hand. */
export function useCanned(conversation: Conversation, { change, latest }: Written) {
  const isAsking = useSignal(false)
  const values = valuesFor(conversation, useQuery(businessQuery).data)
  const close = () => {
    isAsking.value = false
  }
  const put = (content: string) => {
    const { text, missing: unknown } = fillTemplate(content, values)
    close()
    change({ text: withReply(latest().text, text) })
    if (unknown.length > 0) showToast({ text: `Fill in ${unknown.map((name) => `{{${name}}}`).join(', ')} yourself` })
  }
  const ask = () => {
    isAsking.value = true
  }
  const window = isAsking.value && (
    <CannedReplies
      choose={put}
      filled={(content) => fillTemplate(content, values).text}
      channel={conversation.channel === 'SMS' ? 'SMS' : 'EMAIL'}
      close={close}
    />
  )
  return { ask, window }
}

/** In place of the / that asked for it, which stands alone in its line; at the end without one. */
function withReply(text: string, reply: string): string {
  const lines = text.split('\n')
  const asked = lines.lastIndexOf('/')
  if (asked < 0) return text.trim() ? `${text.trimEnd()}\n\n${reply}` : reply
  return lines.with(asked, reply).join('\n')
}
