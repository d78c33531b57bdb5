import type { Fetcher } from '@cloudflare/workers-types'
import type { Papers } from '../../core/services/documents/papers.ts'
import { invoicePaper } from '../paper/invoice-paper.ts'
import type { Paper } from '../paper/paper.ts'
import { quotePaper } from '../paper/quote-paper.ts'

/** Papers drawn with the fonts beside the app. What draws is a module of its own, read when the first paper is asked for. */
export function papersFrom(assets: Fetcher): Papers {
  const readFont = (file: string) => readAsset(assets, `/fonts/${file}`)
  let drawer: ReturnType<typeof openDrawer> | undefined
  const draw = async (paper: Paper) => {
    drawer ??= openDrawer(readFont)
    drawer.catch(() => {
      drawer = undefined
    })
    return (await drawer)(paper)
  }
  return {
    invoice: (invoice, payUrl = null) => draw(invoicePaper(invoice, payUrl)),
    quote: (quote) => draw(quotePaper(quote)),
  }
}

async function openDrawer(readFont: (file: string) => Promise<Uint8Array>) {
  const { drawPaper, FontShelf } = await import('../paper/draw/draw.ts')
  const shelf = new FontShelf(readFont)
  return (paper: Paper) => drawPaper(paper, shelf)
}

/** Assets answer what they have not with the page of the app. */
async function readAsset(assets: Fetcher, path: string): Promise<Uint8Array> {
  const response = await assets.fetch(`https://assets.invalid${path}`)
  if (!response.ok || /^text\/html/.test(response.headers.get('Content-Type') ?? ''))
    throw new Error(`${path} is not among the assets: build them with npm run deploy`)
  return new Uint8Array(await response.arrayBuffer())
}
