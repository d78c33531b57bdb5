import type { AnyDocument } from '../../core/contract/documents.ts'
import { copyText } from './clipboard.ts'
import { holdDeed } from './sending.ts'
import { sentence } from './sentences.ts'
import { forgetDraft } from './stored-drafts.ts'
import { tell } from './tell.ts'
import { showToast } from './toasts.ts'

type Known = Pick<AnyDocument, 'id' | 'version'>
export type LinkWay = 'create' | 'rotate'

/** How the links of a kind of document are minted and closed, and what they are called. */
export interface LinkedKind {
  /** Such as `invoice`. */
  word: string
  /** Such as `Payment link`. */
  link: string
  /** What it is open for, such as `payment`. */
  openFor: string
  /** The permission to mint one. */
  may: string
  /** As the document's allowed actions call these. */
  actions: { create: string; rotate: string; revoke: string }
  /** The address is told once. */
  mint(id: string, way: LinkWay): Promise<{ url: string | null; number: string | null }>
  revoke(id: string): Promise<unknown>
  markSent(draft: Known): Promise<unknown>
}

/** Mints a link and copies it in one press; where the clipboard is closed, another press copies it. */
export async function copyLink(
  kind: LinkedKind,
  { id }: Pick<Known, 'id'>,
  way: LinkWay = 'create',
): Promise<string | null> {
  const minted = kind.mint(id, way)
  const url = minted.then((answer) => answer.url ?? '')
  const copied = copyText(url).then(
    () => true,
    () => false,
  )
  try {
    const { number } = await minted
    if (await copied) showToast({ text: `${kind.link} copied` })
    else showToast({ text: `${number} is open for ${kind.openFor}`, action: copyAgain(kind, await url) }, 0)
    return await url
  } catch (error) {
    showToast({ text: `No link. ${sentence(error)}`, kind: 'failed' })
    return null
  }
}

const copyAgain = ({ link }: LinkedKind, url: string) => ({
  label: 'Copy link',
  run: () => tell(copyText(url), `${link} copied`, `Copy it by hand: ${url} `),
})

/** The link of a draft: that gives it its number and opens it, so it is held as a mail is. */
export const openByLink = (kind: LinkedKind, draft: Known, number: string | null): void =>
  holdDeed({
    documentId: draft.id,
    words: `${opening(kind, number)}, then its link is copied`,
    undone: 'Not opened. It is still a draft.',
    run: async () => {
      if (await copyLink(kind, draft)) forgetDraft(kind, draft.id)
    },
  })

/** The same for what went out in another way. */
export const markSent = (kind: LinkedKind, draft: Known, number: string | null): void =>
  holdDeed({
    documentId: draft.id,
    words: `${opening(kind, number)}, marked as sent`,
    undone: 'Not marked. It is still a draft.',
    run: async () => {
      const marked = kind.markSent(draft)
      tell(marked, 'Marked as sent')
      await marked.then(() => forgetDraft(kind, draft.id)).catch(() => {})
    },
  })

const opening = ({ openFor }: LinkedKind, number: string | null) =>
  `It ${number === null ? 'gets its number and opens' : 'opens'} for ${openFor}`
