/** @jsxImportSource hono/jsx */
import type { PortalQuote, PortalTotal } from '../../core/contract/portal.ts'
import { daysBetween } from '../../core/domain/kernel/dates.ts'
import type { ErrorDetail } from '../../core/domain/kernel/errors.ts'
import type { QuoteForm } from '../../core/services/portal/decide-quote.ts'
import { quoteFacts } from '../documents/facts.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { Amount, ClosedNote, Foot, Head, LinesCard } from './document-parts.tsx'
import type { Page } from './page.tsx'
import { Answer, LineChoice, TakenLine } from './quote-parts.tsx'
import { firstName } from './words.ts'

/** What a person has typed on the page that he gets back. */
export interface Said {
  form: Pick<QuoteForm, 'field'> | null
  /** What he ticked comes to this. */
  chosen: PortalTotal | null
  problems: readonly ErrorDetail[]
  notice: string | null
}
export const NOTHING_SAID: Said = { form: null, chosen: null, problems: [], notice: null }

export interface Shown {
  quote: PortalQuote
  formats: Formats
  path: string
  /** Where the deposit can be paid. */
  deposit: string | null
  said: Said
}

export function quotePage(quote: PortalQuote, of: Pick<Shown, 'path' | 'deposit' | 'said'>): Page {
  const formats = formatsFor(quote.business, quote.currency)
  const { locale } = formats
  return {
    title: `Quote ${quote.quote_number} from ${quote.business.name}`,
    language: locale.startsWith('en') ? locale : 'en',
    brand: quote.business.brand_color,
    body: <QuotePage shown={{ quote, formats, ...of }} />,
  }
}

const QuotePage = ({ shown }: { shown: Shown }) => {
  const { quote, formats, path } = shown
  return (
    <main>
      <Head business={quote.business} title={`Quote ${quote.quote_number}`} />
      {quote.business_closed ? <ClosedNote business={quote.business} /> : null}
      <Notice shown={shown} />
      <TotalCard shown={shown} />
      {quote.can_decide ? (
        <form method="post" action={`${path}/approve`}>
          <input type="hidden" name="revision" value={String(quote.revision)} />
          <Lines shown={shown} />
          <Answer shown={shown} />
        </form>
      ) : (
        <Lines shown={shown} />
      )}
      {quote.can_decide ? <Decline shown={shown} /> : null}
      <Foot business={quote.business} path={path} locale={formats.locale} hasPaper isClosed={quote.business_closed} />
    </main>
  )
}

/** What the sums on the page are of: what was accepted, what was ticked just now, or what is offered in any case. */
const summedOf = ({ quote, said }: Shown) => {
  const chosen = quote.accepted ?? (quote.can_decide ? said.chosen : null)
  return chosen ? { ...chosen, prices_include_tax: quote.prices_include_tax } : quote
}

const Lines = ({ shown }: { shown: Shown }) => {
  const { quote, formats } = shown
  return (
    <LinesCard
      document={quote}
      formats={formats}
      facts={quoteFacts(quote, formats)}
      summed={summedOf(shown)}
      beside={(index) =>
        quote.can_decide ? <LineChoice shown={shown} index={index} /> : <TakenLine shown={shown} index={index} />
      }
    />
  )
}

const TotalCard = ({ shown }: { shown: Shown }) => {
  const { quote, formats, deposit } = shown
  const { total } = summedOf(shown)
  return (
    <section class="card" aria-labelledby="total">
      <div class="m s" id="total">
        {quote.accepted ? 'Approved total' : 'Total'}
      </div>
      <Amount amount={total} formats={formats} />
      {quote.can_decide ? <Days quote={quote} formats={formats} /> : null}
      {quote.can_decide && quote.deposit ? <p class="s">{depositWords(quote, formats)}</p> : null}
      {deposit && quote.deposit_invoice ? (
        <a class="pay gap" href={deposit}>
          Pay the deposit of {formats.money(quote.deposit_invoice.amount_due)}
        </a>
      ) : null}
    </section>
  )
}

const depositWords = ({ deposit }: PortalQuote, formats: Formats) =>
  `A deposit of ${deposit && 'percent' in deposit ? formats.percent(deposit.percent) : formats.money(deposit?.amount ?? '0')} is due when you approve.`

const SOON_DAYS = 3

const Days = ({ quote, formats }: { quote: PortalQuote; formats: Formats }) => {
  const days = daysBetween(quote.today, quote.expiry_date)
  const soon = days === 0 ? 'Last day' : days === 1 ? 'Until tomorrow' : `${days} days left`
  return (
    <>
      <div class="m s">Good until {formats.date(quote.expiry_date)}</div>
      {days <= SOON_DAYS ? (
        <div class="pills">
          <span class="pill warn">{soon}</span>
        </div>
      ) : null}
    </>
  )
}

interface Told {
  title: string
  text: string
  tone: 'ok' | 'warn' | ''
}

function toldOf({ quote, formats, said }: Shown): Told | null {
  const { decision, status } = quote
  if (status === 'EXPIRED')
    return {
      title: 'This quote has expired',
      text: `It was good until ${formats.date(quote.expiry_date)}. Ask for a new one.`,
      tone: 'warn',
    }
  if (decision?.outcome === 'APPROVED')
    return {
      title: `Approved, thank you${decision.name ? ` ${firstName(decision.name)}` : ''}`,
      text: `On ${formats.instant(decision.at, quote.business.timezone)}. ${quote.business.name} will be in touch.`,
      tone: 'ok',
    }
  if (decision)
    return {
      title: 'This quote was declined',
      text: `On ${formats.instant(decision.at, quote.business.timezone)}. If you change your mind, ask ${quote.business.name}.`,
      tone: '',
    }
  if (!quote.can_decide)
    return { title: 'Not open yet', text: 'The quote is still on its way to you. Look again in a minute.', tone: '' }
  if (said.notice) return { title: 'Nothing was sent', text: `${said.notice}.`, tone: 'warn' }
  if (said.problems.length)
    return { title: 'Nothing was sent yet', text: 'Look at what is marked below, then approve again.', tone: 'warn' }
  return null
}

const Notice = ({ shown }: { shown: Shown }) => {
  const told = toldOf(shown)
  return told ? (
    <section class={`note ${told.tone}`} role="status">
      <h2 dir="auto">{told.title}</h2>
      <p class="s">{told.text}</p>
    </section>
  ) : null
}

const Decline = ({ shown: { path, quote, said } }: { shown: Shown }) => (
  <details class="card" open={said.form?.field('reason') !== undefined}>
    <summary>Not what you want?</summary>
    <form method="post" action={`${path}/reject`}>
      <input type="hidden" name="revision" value={String(quote.revision)} />
      <label class="f s">
        Why, if you like to say
        <textarea name="reason" rows={3} maxlength={2000}>
          {said.form?.field('reason') ?? ''}
        </textarea>
      </label>
      <button class="two" type="submit">
        Decline the quote
      </button>
    </form>
  </details>
)
