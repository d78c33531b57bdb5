import { useQuery } from '@tanstack/preact-query'
import { Check } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import '../../styles/settings.css'
import '../../styles/welcome.css'
import { PageHeading } from '../../components/heading.tsx'
import { Icon } from '../../components/icon.tsx'
import { NoAccess, Problem } from '../../components/states.tsx'
import { Tile } from '../../components/tile.tsx'
import { Toasts } from '../../components/toasts.tsx'
import { meQuery } from '../../models/account.ts'
import { businessQuery } from '../../models/business.ts'
import { may } from '../../models/permissions.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import { CustomerStep } from './customer-step.tsx'
import { LookStep } from './look-step.tsx'
import { PayStep } from './pay-step.tsx'
import { SamplePreview } from './sample-preview.tsx'
import { useWelcome, type Welcome as WelcomeState } from './state.ts'
import { TaxStep } from './tax-step.tsx'

const STEPS = [
  {
    title: 'How should your invoices look?',
    lead: 'Your customers see this on every invoice and on the payment page.',
    component: LookStep,
  },
  { title: 'Do you charge tax?', lead: 'It is added to your prices, and shown on its own line.', component: TaxStep },
  {
    title: 'How do you want to be paid?',
    lead: 'With Stripe, customers pay by card or bank from the link. You can connect it later.',
    component: PayStep,
  },
  {
    title: 'Who is your first customer?',
    lead: 'A name and an email are enough to send the first invoice.',
    component: CustomerStep,
  },
]

/** One question per page; each answer is saved on the server, so one can go on later on any device. */
export default function Welcome() {
  const me = useQuery(meQuery)
  const business = useQuery(businessQuery)
  const rates = useQuery(taxRatesQuery)
  const { query } = useLocation()
  const at = Math.min(Math.max(Number.parseInt(query.step ?? '1', 10) || 1, 1), STEPS.length)
  const state = useWelcome(business.data, rates.data, at, STEPS.length)
  const step = STEPS[at - 1]
  if (business.error && !business.data)
    return <Problem error={business.error} what="your business" retry={() => void business.refetch()} />
  if (me.data && !may('business.update')) return <NoAccess what="how the business is set up" />
  if (!step) return null
  const Step = step.component
  return (
    <div class="welcome">
      <main class="welcome-question">
        <header class="inline loose">
          <Tile name="SMB Hub" logo={null} />
          <span class="strong grow">SMB Hub</span>
          <SavedNote state={state} />
        </header>
        <div class="welcome-step">
          <Progress at={at} />
          <PageHeading key={at} title={step.title} />
          <p class="muted welcome-lead">{step.lead}</p>
          {state.business && <Step key={at} state={state} />}
        </div>
        <p class="meta muted">You can stop here and go on later, on any device.</p>
      </main>
      <SamplePreview state={state} />
      <Toasts />
    </div>
  )
}

function Progress({ at }: { at: number }) {
  return (
    <div class="inline welcome-progress">
      <div class="steps-bar grow" role="img" aria-label={`Step ${at} of ${STEPS.length}`}>
        {STEPS.map((step, index) => (
          <i key={step.title} class={index < at ? 'done' : undefined} />
        ))}
      </div>
      <span class="meta muted">
        {at} of {STEPS.length}
      </span>
    </div>
  )
}

const SavedNote = ({ state }: { state: WelcomeState }) => (
  <span class="meta muted inline tight" role="status">
    {state.saved.value && (
      <>
        <Icon of={Check} /> Saved
      </>
    )}
  </span>
)
