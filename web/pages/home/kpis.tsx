import type { HomeSummary } from '../../../core/contract/business.ts'
import { clock, money, plural } from '../../models/format.ts'
import { type Figure, mainFigure } from '../../models/home.ts'
import { workWords } from '../../models/labels.ts'
import { may } from '../../models/permissions.ts'

/** Four figures; each opens the list it was counted from. */
export function Kpis({ summary }: { summary: HomeSummary | undefined }) {
  if (!summary) return <KpiSkeletons />
  const { currency } = summary
  const overdue = mainFigure(summary.overdue, currency)
  const paid = mainFigure(summary.paid_today, currency)
  const oldest = summary.oldest_overdue_days > 0 ? `, oldest ${plural(summary.oldest_overdue_days, 'day')}` : ''
  const last = summary.last_payment_at && paid.main.count > 0 ? `, last ${clock(summary.last_payment_at)}` : ''
  return (
    <section class="kpis" aria-label="Today">
      <MoneyKpi
        label="Unpaid"
        href="/invoices?status=UNPAID"
        figures={summary.unpaid}
        currency={currency}
        unit="invoice"
      />
      <MoneyKpi
        label="Overdue"
        href="/invoices?status=OVERDUE"
        figures={summary.overdue}
        currency={currency}
        unit="invoice"
        more={oldest}
        late={overdue.main.count > 0}
      />
      <a href="/work?status=NEW" class="card kpi">
        <span class="meta muted">New {workWords()}</span>
        <span class="figure">{summary.new_work_items}</span>
        <span class="meta muted">{summary.new_work_items > 0 ? 'Not begun yet' : 'None waiting'}</span>
      </a>
      {/* Nothing moves while rights are on their way. */}
      {(may('payments.read') || !may('home.read')) && (
        <MoneyKpi
          label="Paid today"
          href={`/payments?paid_from=${summary.today}&paid_to=${summary.today}`}
          figures={summary.paid_today}
          currency={currency}
          unit="payment"
          more={last}
        />
      )}
    </section>
  )
}

function MoneyKpi({
  label,
  href,
  figures,
  currency,
  unit,
  more = '',
  late = false,
}: {
  label: string
  href: string
  figures: readonly Figure[]
  currency: string
  unit: string
  more?: string
  late?: boolean
}) {
  const { main, others } = mainFigure(figures, currency)
  const total = money(main.total, main.currency)
  return (
    <a href={href} class="card kpi">
      <span class="meta muted">{label}</span>
      <span class={`figure nowrap${late ? ' bad' : ''}`} style={{ '--characters': total.length }}>
        {total}
      </span>
      <span class="meta muted ellipsis">
        {more ? <CountOf count={main.count} unit={unit} /> : plural(main.count, unit)}
        {more}
      </span>
      {others.map((figure) => (
        <span class="meta muted" key={figure.currency}>
          + {money(figure.total, figure.currency)}
        </span>
      ))}
    </a>
  )
}

/** A phone has room for the number only. */
const CountOf = ({ count, unit }: { count: number; unit: string }) => (
  <>
    {count}
    <span class="only-desktop"> {count === 1 ? unit : `${unit}s`}</span>
  </>
)

const KpiSkeletons = () => (
  <section class="kpis" aria-label="Today" aria-busy="true">
    {['Unpaid', 'Overdue', `New ${workWords()}`, 'Paid today'].map((label) => (
      <div class="card kpi" key={label}>
        <span class="meta muted">{label}</span>
        <span class="figure">
          <i class="skeleton tall" />
        </span>
        <span class="meta">&nbsp;</span>
      </div>
    ))}
  </section>
)
