import { useQuery } from '@tanstack/preact-query'
import type { AiUsage } from '../../../core/contract/ai-usage.ts'
import '../../styles/ai-usage.css'
import { SettingsCard } from '../../components/settings-card.tsx'
import { NoAccess, Problem, SkeletonRows } from '../../components/states.tsx'
import {
  aiUsage,
  callsWords,
  costWords,
  leftWords,
  monthsInUse,
  monthWords,
  paceWords,
  reachedWords,
  secondsWords,
  usefulShare,
  wholeNumber,
} from '../../models/ai-usage.ts'
import { may, mayNot } from '../../models/permissions.ts'

/** What models were asked against the plan, and what that came to. */
export default function AiSettings() {
  const asked = useQuery({ ...aiUsage.query, enabled: may('ai_usage.read') })
  if (mayNot('ai_usage.read')) return <NoAccess what="what models were asked" />
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the usage" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows />
  return (
    <>
      <ThisMonth usage={asked.data} />
      <Months months={monthsInUse(asked.data.months)} />
    </>
  )
}

const LEAD =
  'A model is asked for what rules do not find in a message, a receipt or a note. Each question is a call. What rules read is free and never counted.'
const NOT_SET_UP = 'No model is set up here: rules read everything, and nothing is counted.'

function ThisMonth({ usage }: { usage: AiUsage }) {
  const { used, limit, state, is_model_set_up, median_latency_ms, months } = usage
  const [month] = months
  return (
    <SettingsCard title="AI this month" lead={is_model_set_up ? LEAD : NOT_SET_UP}>
      <div>
        <p>
          <strong class="figure">{wholeNumber(used)}</strong>{' '}
          {limit === null ? (used === 1 ? 'call' : 'calls') : `of ${callsWords(limit)}`}
        </p>
        {limit !== null && (
          <progress
            class={`usage-bar ${state === 'OPEN' ? '' : 'near'}`}
            aria-label="Calls used"
            max={limit}
            value={Math.min(used, limit)}
          />
        )}
      </div>
      {state === 'REACHED' ? (
        <p class="banner partly">{reachedWords(usage)}</p>
      ) : (
        <p>
          {leftWords(usage)} {paceWords(usage)}
        </p>
      )}
      {may('ai_drafts.read') && (
        <p>
          <a href="/drafts/activity">What machines did</a>
        </p>
      )}
      {month && month.calls + month.silent > 0 && (
        <dl class="usage-facts">
          <Fact term="Useful answers" value={usefulShare(month)} />
          <Fact term="Half took less than" value={median_latency_ms === null ? '–' : secondsWords(median_latency_ms)} />
          <Fact term="Cost" value={costWords(month)} />
          {month.silent > 0 && <Fact term="Without an answer, not counted" value={wholeNumber(month.silent)} />}
        </dl>
      )}
    </SettingsCard>
  )
}

const Fact = ({ term, value }: { term: string; value: string }) => (
  <div>
    <dt class="meta muted">{term}</dt>
    <dd>{value}</dd>
  </div>
)

function Months({ months }: { months: AiUsage['months'] }) {
  const isPriced = months.some(({ unpriced, useful, useless }) => unpriced < useful + useless)
  if (months.length === 0) return null
  return (
    <SettingsCard
      title="Month by month"
      lead={
        isPriced
          ? 'What the models cost, in US dollars; a plus where some answers have no price.'
          : 'No price of a model is set here, so no cost is known.'
      }
    >
      <table class="table usage-months">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" class="number">
              Calls
            </th>
            <th scope="col" class="number">
              Useful
            </th>
            <th scope="col" class="number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month}>
              <td>{monthWords(month.month)}</td>
              <td class="number">{wholeNumber(month.calls)}</td>
              <td class="number">{usefulShare(month)}</td>
              <td class="number">{costWords(month)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SettingsCard>
  )
}
