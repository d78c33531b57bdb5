/** @jsxImportSource hono/jsx */
import type { Shown } from './quote-page.tsx'

// What the customer fills in on the page of a quote, and what it says of a line afterwards.

const problemOf = ({ said }: Shown, field: string) => said.problems.find((problem) => problem.field === field)?.message

const Problem = ({ shown, field }: { shown: Shown; field: string }) => {
  const message = problemOf(shown, field)
  return message ? (
    <p class="wrong s" id={`wrong_${field}`}>
      {message}
    </p>
  ) : null
}

const wrong = (shown: Shown, field: string) =>
  problemOf(shown, field) ? { 'aria-invalid': 'true' as const, 'aria-describedby': `wrong_${field}` } : {}

/** A line that can be ticked, or of which he says how many. */
export const LineChoice = ({ shown, index }: { shown: Shown; index: number }) => {
  const { quote, said } = shown
  const { n, name, qty, optional, qty_editable } = quote.line_items[index]!
  const field = `qty_${n}`
  return (
    <>
      {optional ? (
        <label class="tick s">
          <input type="checkbox" name={`line_${n}`} checked={said.form?.field(`line_${n}`) !== undefined} />
          <span>
            Add <bdi>{name}</bdi>
          </span>
        </label>
      ) : null}
      {qty_editable ? (
        <label class="f s">
          How many of <bdi>{name}</bdi>
          <input
            class="q"
            type="text"
            inputmode="decimal"
            name={field}
            value={said.form?.field(field) ?? qty}
            {...wrong(shown, field)}
          />
        </label>
      ) : null}
      <Problem shown={shown} field={field} />
    </>
  )
}

/** What became of a line that could be chosen. */
export const TakenLine = ({ shown: { quote }, index }: { shown: Shown; index: number }) => {
  const { n, qty, optional } = quote.line_items[index]!
  const taken = quote.accepted?.line_items.find((line) => line.n === n)
  if (!quote.accepted) return optional ? <div class="s">Optional</div> : null
  if (!taken) return <div class="s">Not chosen</div>
  if (taken.qty !== qty) return <div class="s">Chosen: {taken.qty}</div>
  return optional ? <div class="s">Chosen</div> : null
}

/** His name, and the button that says yes. */
export const Answer = ({ shown }: { shown: Shown }) => {
  const { quote, path, said } = shown
  const hasChoice = quote.line_items.some(({ optional, qty_editable }) => optional || qty_editable)
  return (
    <section class="card" aria-labelledby="answer">
      <h2 id="answer">Approve this quote</h2>
      <label class="f s">
        Your name
        <input
          name="name"
          required
          maxlength={200}
          autocomplete="name"
          value={said.form?.field('name') ?? ''}
          {...wrong(shown, 'name')}
        />
      </label>
      <Problem shown={shown} field="name" />
      <Problem shown={shown} field="total" />
      <button class="pay gap" type="submit">
        Approve
      </button>
      {hasChoice ? (
        <button class="two" type="submit" formaction={`${path}/total`} formnovalidate>
          Show the total with what I chose
        </button>
      ) : null}
      <p class="m s gap">Your name, the time and what you see here are kept as proof.</p>
    </section>
  )
}
