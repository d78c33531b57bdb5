import { useSignal } from '@preact/signals'
import { Download, FileText, Forward as ForwardIcon, Image } from 'lucide-preact'
import type { Message } from '../../../core/contract/conversations.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { sizeOf } from '../../models/files.ts'
import { plural } from '../../models/format.ts'
import { forwarding } from '../../models/letters.ts'
import { arrivedAt } from '../../models/message-times.ts'
import { DeliveryLine } from './delivery.tsx'
import { Notes } from './notes.tsx'
import { Proof } from './proof.tsx'
import { SuggestButton } from './suggest-button.tsx'
import { Words } from './words.tsx'

/** Full width and no bubble: a mail is read, not chatted. */
export function MessageView({ message }: { message: Message }) {
  const { author, from, to, cc, direction, internal, received_at } = message
  const name = author?.name || from.name || from.address || 'Unknown'
  return (
    <article class={`message${internal ? ' note' : ''}`} aria-label={`${internal ? 'Note by' : 'From'} ${name}`}>
      <header class="inline top loose">
        <Avatar name={name} size="medium" />
        <span class="stack none grow">
          <span class="inline wrap">
            <span class="strong break">{name}</span>
            {internal && <span class="tag">Note, only the team sees it</span>}
            {!author && from.name && <span class="meta muted break">{from.address}</span>}
          </span>
          {!internal && (direction === 'OUTBOUND' || to.length + cc.length > 1) && (
            <span class="meta muted break">{receivers(to, cc)}</span>
          )}
        </span>
        <time class="meta muted nowrap" dateTime={received_at}>
          {arrivedAt(received_at)}
        </time>
        <SuggestButton message={message} />
        {message.allowed_actions.includes('forward') && <Forward message={message} />}
      </header>
      <div class="message-body stack">
        <Notes message={message} />
        <Body message={message} />
        {message.attachments.length > 0 && (
          <ul class="inline wrap" aria-label="Attachments">
            {message.attachments.map((file) => (
              <Attachment key={file.file_id} file={file} />
            ))}
          </ul>
        )}
        {direction === 'INBOUND' && <Proof message={message} />}
        <DeliveryLine message={message} />
      </div>
    </article>
  )
}

const Forward = ({ message }: { message: Message }) => (
  <Button look="quiet" icon={ForwardIcon} label="Forward" onClick={() => (forwarding.value = message)} />
)

type Addresses = Message['to']
const named = (addresses: Addresses) => addresses.map(({ name, address }) => name || address).join(', ')

function receivers(to: Addresses, cc: Addresses): string {
  const told = to.length > 0 ? [`to ${named(to)}`] : []
  return [...told, ...(cc.length > 0 ? [`copy to ${named(cc)}`] : [])].join(', ')
}

/** The new words; what was quoted, and the mail as it looks, when asked for. A mail without words is shown as it looks. */
function Body({ message }: { message: Message }) {
  const { new_text, signature, quoted, html_url, remote_images } = message
  // Its address is another one each time that it is asked for: what is shown stays.
  const asSent = useSignal(new_text.trim() ? null : html_url)
  const unfolded = useSignal(!new_text.trim())
  const folded = [signature, quoted].filter((text) => text.trim())
  if (asSent.value) {
    return (
      <>
        <AsSent url={asSent.value} message={message} />
        {remote_images > 0 && (
          <p class="meta muted">
            {plural(remote_images, 'picture')} not loaded: the sender would learn when and where you read this.
          </p>
        )}
        {new_text.trim() && <TextButton run={() => (asSent.value = null)}>Show only the new words</TextButton>}
      </>
    )
  }
  return (
    <>
      {new_text.trim() && (
        <p class="pre prose">
          <Words message={message} />
        </p>
      )}
      {unfolded.value &&
        folded.map((text, at) => (
          <p key={at} class="pre prose muted">
            {text.trim()}
          </p>
        ))}
      <div class="inline message-verbs">
        {folded.length > 0 && (
          <button
            type="button"
            class="fold"
            aria-expanded={unfolded.value}
            aria-label={quoted.trim() ? 'Quoted text and signature' : 'Signature'}
            onClick={() => (unfolded.value = !unfolded.value)}
          >
            •••
          </button>
        )}
        {html_url && <TextButton run={() => (asSent.value = html_url)}>Show as sent</TextButton>}
      </div>
    </>
  )
}

const TextButton = ({ run, children }: { run: () => void; children: string }) => (
  <div>
    <Button look="accent" onClick={run}>
      {children}
    </Button>
  </div>
)

/** No script, no form, nothing of this app: only links, which open apart from it. */
const AsSent = ({ url, message }: { url: string; message: Message }) => (
  <iframe
    class="as-sent"
    style={{ '--lines': linesOf(message) }}
    title="The mail as it was sent"
    src={url}
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    referrerpolicy="no-referrer"
  />
)

/** Nothing in the frame may say how high it is, so it is as high as its words would be; one can draw it higher. */
function linesOf({ new_text, signature, quoted }: Message): number {
  const words = [new_text, signature, quoted].join('\n').trim()
  const lines = words.split('\n').map((line) => Math.ceil(Math.max(1, line.length) / 70))
  return words ? lines.reduce((sum, each) => sum + each, 4) : 100
}

const isImage = (type: string) => /^image\/(png|jpeg|gif|webp)$/.test(type)

const Attachment = ({
  file: { file_name, mime_type, size_bytes, download_url },
}: {
  file: Message['attachments'][number]
}) => (
  <li class="attachment inline">
    <span class="thumb">
      {isImage(mime_type) ? (
        <img src={download_url} alt="" width="40" height="40" loading="lazy" />
      ) : (
        <Icon of={mime_type.startsWith('image/') ? Image : FileText} size="large" />
      )}
    </span>
    <span class="stack none">
      <a class="plain-link break" href={download_url} download={file_name}>
        {file_name}
      </a>
      <span class="meta muted">{sizeOf(size_bytes)}</span>
    </span>
    <Icon of={Download} />
  </li>
)
