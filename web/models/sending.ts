import type { AnyDocument } from '../../core/contract/documents.ts'
import type { MailWords, SentKind } from './document-kind.ts'
import { type Sending, sendings } from './sendings.ts'
import { sentence } from './sentences.ts'
import { forgetDraft } from './stored-drafts.ts'
import { dropAbout, showToast } from './toasts.ts'

export const HOLD_SECONDS = 10
const ASK_EVERY_MS = 1000
const ASK_MAX = 60

interface Mail {
  kind: SentKind
  documentId: string
  to: string
  words: MailWords
  /** When it went out last, before this mail. */
  sentBefore: string | null
}

/** Holds it for ten seconds, so that a person can still take it back. */
export async function startSending(
  kind: SentKind,
  document: Pick<AnyDocument, 'id' | 'version'>,
  to: string,
  words: MailWords,
): Promise<void> {
  dropAbout(failureOf(document.id))
  const answered = await kind.send(document, words, HOLD_SECONDS)
  if (answered.send_at === null) return tellSent(kind, answered, to)
  const mail = { kind, documentId: document.id, to, words, sentBefore: kind.lastSent(answered) }
  countDown({ documentId: document.id, words: `Sending to ${to}`, undo: () => undoMail(mail) }, () => waitForFact(mail))
}

interface Deed {
  documentId: string
  words: string
  run: () => Promise<unknown>
  /** What is said when it is taken back. */
  undone: string
}

/** Holds as long as a mail what freezes a document by one request. */
export function holdDeed({ documentId, words, run, undone }: Deed): void {
  if (sendings.value.some((sending) => sending.documentId === documentId)) return
  const undo = async () => {
    drop(documentId)
    showToast({ text: undone })
    return null
  }
  countDown({ documentId, words, undo }, () => run().finally(() => drop(documentId)))
}

function countDown(held: Omit<Sending, 'secondsLeft'>, done: () => Promise<unknown>): void {
  sendings.value = [...sendings.value, { ...held, secondsLeft: HOLD_SECONDS }]
  const timer = setInterval(() => tick(held.documentId, timer, done), 1000)
}

/** The draft as it is again, or null when it was too late. */
async function undoMail({ kind, documentId, words }: Mail): Promise<AnyDocument | null> {
  try {
    const draft = await kind.cancelSend(documentId)
    drop(documentId)
    showToast({ text: words.again ? 'Not sent again' : 'Not sent. It is a draft again.' })
    return draft
  } catch (error) {
    showToast({ text: `Too late to take it back. ${sentence(error)}`, kind: 'failed' })
    return null
  }
}

function tick(id: string, timer: ReturnType<typeof setInterval>, done: () => Promise<unknown>): void {
  const sending = sendings.value.find((each) => each.documentId === id)
  if (!sending) {
    clearInterval(timer)
    return
  }
  const secondsLeft = sending.secondsLeft - 1
  sendings.value = sendings.value.map((each) => (each.documentId === id ? { ...each, secondsLeft } : each))
  if (secondsLeft > 0) return
  clearInterval(timer)
  void done()
}

/** Not "sent" before the server says so. */
async function waitForFact(mail: Mail): Promise<void> {
  const { kind, documentId, to } = mail
  for (let asked = 0; asked < ASK_MAX; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    const document = await kind.load(documentId).catch(() => null)
    if (!document) continue
    if (document.send_at !== null) continue
    if (kind.lastSent(document) === mail.sentBefore) return tellFailed(mail, document)
    drop(documentId)
    kind.keep(document)
    return tellSent(kind, document, to)
  }
  drop(documentId)
  showToast({ text: `Still sending to ${to}. You can go on; its page will say when it is out.` })
}

function tellSent(kind: SentKind, document: AnyDocument, to: string): void {
  forgetDraft(kind, document.id)
  showToast({ text: `${kind.numberOf(document)} was sent to ${to}` })
}

function tellFailed({ kind, to, words }: Mail, document: AnyDocument): void {
  drop(document.id)
  kind.keep(document)
  const again = () => {
    startSending(kind, document, to, words).catch((error: unknown) => {
      showToast({ text: `Not sent. ${sentence(error)}`, kind: 'failed' })
    })
  }
  const text = `Not sent to ${to}, your text is kept`
  showToast({ about: failureOf(document.id), text, kind: 'failed', action: { label: 'Retry', run: again } }, 0)
}

/** It stays until somebody answers it, or the document is sent in another way. */
const failureOf = (documentId: string) => `not sent ${documentId}`

function drop(id: string): void {
  sendings.value = sendings.value.filter((sending) => sending.documentId !== id)
}
