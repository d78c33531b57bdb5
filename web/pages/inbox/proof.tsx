import { CircleHelp, ShieldCheck } from 'lucide-preact'
import type { Message } from '../../../core/contract/conversations.ts'
import { Icon } from '../../components/icon.tsx'

export const domainOf = (address: string) => address.split('@').at(-1) || 'The sender'

/** What the sender proved to be, in plain words; who failed is warned of above (notes.tsx). */
export function Proof({ message: { sender, from, raw_url, problem } }: { message: Message }) {
  const domain = domainOf(from.address)
  return (
    <p class="meta muted inline wrap">
      {sender !== 'FAILED' && (
        <span class="inline tight">
          <Icon of={sender === 'VERIFIED' ? ShieldCheck : CircleHelp} />
          {sender === 'VERIFIED' ? `Really sent by ${domain}` : `Nothing proves that ${domain} sent this`}
        </span>
      )}
      {!problem && (
        <a class="muted" href={raw_url ?? undefined} download>
          Download original
        </a>
      )}
    </p>
  )
}
