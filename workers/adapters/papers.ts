import type { Fetcher } from '@cloudflare/workers-types'
import type { Papers } from '../../core/services/documents/papers.ts'
import { creditNotePaper } from '../paper/credit-note-paper.ts'
import { dunningLetterPaper } from '../paper/dunning-letter-paper.ts'
import { invoicePaper } from '../paper/invoice-paper.ts'
import type { Paper } from '../paper/paper.ts'
import { quotePaper } from '../paper/quote-paper.ts'
import { receiptPaper } from '../paper/receipt-paper.ts'
import { statementPaper } from '../paper/statement-paper.ts'

/** Papers drawn with the fonts beside the app. What draws is a module of its own, read when the first paper is asked for. */
export function papersFrom(assets: Fetcher): Papers {
  let opened: ReturnType<typeof openDrawer> | undefined
  const drawer = () => {
    opened ??= openDrawer((file) => readAsset(assets, `/fonts/${file}`)).catch((error) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    invoice: async (invoice) => (await drawer()).draw(invoicePaper(invoice)),
    dunningLetter: async (letter) => (await drawer()).draw(dunningLetterPaper(letter)),
    receipt: async (receipt) => (await drawer()).draw(receiptPaper(receipt)),
    creditNote: async (note) => (await drawer()).draw(creditNotePaper(note)),
    quote: async (quote) => (await drawer()).draw(quotePaper(quote)),
    statement: async (statement) => (await drawer()).draw(statementPaper(statement)),
    async withPayLink(bytes, url) {
      const linked = await (await drawer()).withPayLink(bytes, url)
      // Drawing lets nothing else happen: what others closed meanwhile is heard of before anything is asked for again.
      await new Promise((resolve) => setTimeout(resolve, 0))
      return linked
    },
  }
}

async function openDrawer(readFont: (file: string) => Promise<Uint8Array>) {
  const { drawPaper, FontShelf, withPayLink } = await import('../paper/draw/draw.ts')
  const shelf = new FontShelf(readFont)
  return { draw: (paper: Paper) => drawPaper(paper, shelf), withPayLink }
}

/** Assets answer what they have not with the page of the app. */
async function readAsset(assets: Fetcher, path: string): Promise<Uint8Array> {
  const response = await assets.fetch(`https://assets.invalid${path}`)
  if (!response.ok || /^text\/html/.test(response.headers.get('Content-Type') ?? ''))
    throw new Error(`${path} is not among the assets: build them with npm run deploy`)
  return new Uint8Array(await response.arrayBuffer())
}
