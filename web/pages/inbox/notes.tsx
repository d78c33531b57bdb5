import { TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Message } from '../../../core/contract/conversations.ts'
import { Icon } from '../../components/icon.tsx'
import { domainOf } from './proof.tsx'

const KIND_WORDS: Partial<Record<Message['kind'], string>> = {
  AUTO_REPLY: 'Automatic reply',
  LIST: 'Mailing list',
}

/** What one should know before one reads it: that a machine wrote it, what came back, what could not be read. */
export function Notes({ message }: { message: Message }) {
  const { kind, bounce, problem, raw_url, sender, from } = message
  const words = KIND_WORDS[kind]
  return (
    <>
      {words && (
        <div>
          <span class="tag">{words}</span>
        </div>
      )}
      {sender === 'FAILED' && (
        <Note look="late" title="This may be a forgery">
          {domainOf(from.address)} does not stand behind this mail. Follow no link and pay to no account that it names
          before you have asked by phone.
        </Note>
      )}
      {bounce && (
        <Note look="late" title={`${bounce.permanent ? 'Not delivered' : 'Not delivered yet'} to ${bounce.recipient}`}>
          <span class="pre">{bounce.reason.trim()}</span>
          <br />
          {bounce.permanent ? 'Check the address.' : 'The other side may still take it later.'}
        </Note>
      )}
      {kind === 'COMPLAINT' && (
        <Note look="late" title="Marked as spam">
          Someone who got a mail of yours called it unwanted. Do not write there again unless you are asked to.
        </Note>
      )}
      {problem && (
        <Note look="partly" title="Not all of this mail could be read">
          {problem}{' '}
          <a href={raw_url ?? undefined} download>
            Download it as it arrived
          </a>
        </Note>
      )}
    </>
  )
}

const Note = ({ look, title, children }: { look: 'late' | 'partly'; title: string; children: ComponentChildren }) => (
  <div class={`banner ${look}`}>
    <p class="inline strong break">
      <Icon of={TriangleAlert} /> {title}
    </p>
    <p class="break">{children}</p>
  </div>
)
