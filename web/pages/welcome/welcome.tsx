import { useQuery } from '@tanstack/preact-query'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Business } from '../../../core/contract/business.ts'
import '../../styles/settings.css'
import '../../styles/welcome.css'
import { Button, LinkButton } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { NoAccess, Problem } from '../../components/states.tsx'
import { Tile } from '../../components/tile.tsx'
import { Toasts } from '../../components/toasts.tsx'
import { meQuery } from '../../models/account.ts'
import { businessQuery } from '../../models/business.ts'
import { startLive } from '../../models/live.ts'
import { type Onboarding, type OnboardingStep, onboardingQuery } from '../../models/onboarding.ts'
import { may } from '../../models/permissions.ts'
import { BusinessStep } from './business-step.tsx'
import { ChannelStep } from './channel-step.tsx'
import { ContactsStep } from './contacts-step.tsx'
import { DocumentStep } from './document-step.tsx'
import { PaymentStep } from './payment-step.tsx'
import { ProfileStep } from './profile-step.tsx'
import { SamplePreview } from './sample-preview.tsx'
import { SendStep } from './send-step.tsx'
import { stepAt, useWelcome, type Welcome as WelcomeState } from './state.ts'

type StepPage = FunctionComponent<{ state: WelcomeState }>
/** How a step is asked, by the name of its page in the definition. */
const PAGES: Readonly<Record<string, StepPage>> = {
  business: BusinessStep,
  profile: ProfileStep,
  channel: ChannelStep,
  contacts: ContactsStep,
  document: DocumentStep,
  payment: PaymentStep,
  send: SendStep,
}

/** One question per page; each answer is saved on the server, so one can go on later on any device. */
export default function Welcome() {
  const me = useQuery(meQuery)
  const mayLead = may('onboarding.read')
  const onboarding = useQuery({ ...onboardingQuery, enabled: mayLead })
  const business = useQuery(businessQuery)
  const { query, route } = useLocation()
  // What arrives makes a step done.
  useEffect(startLive, [])
  const step = onboarding.data && stepAt(onboarding.data, query.step)
  useEffect(() => {
    // A page that names no step would go on by itself when this one is done somewhere else.
    if (step && query.step !== step.key) route(`/welcome?step=${step.key}`, true)
  }, [step?.key])
  if (me.data && !mayLead) return <NoAccess what="how the business is set up" />
  const failed = [onboarding, business].find(({ error, data }) => error && !data)
  if (failed) return <Problem error={failed.error} what="your first steps" retry={() => void failed.refetch()} />
  if (!step || !business.data) return null
  return <Question onboarding={onboarding.data} business={business.data} step={step} />
}

interface QuestionProps {
  onboarding: Onboarding
  business: Business
  step: OnboardingStep
}

function Question({ onboarding, business, step }: QuestionProps) {
  const state = useWelcome(onboarding, business, step)
  const Page = PAGES[step.page] ?? UnknownPage
  return (
    <div class="welcome">
      <main class="welcome-question">
        <header class="inline loose">
          <Tile name="SMB Hub" logo={null} />
          <span class="strong grow">SMB Hub</span>
          <LinkButton look="quiet" href="/home">
            Go on later
          </LinkButton>
        </header>
        <div class="welcome-step">
          <Progress onboarding={onboarding} step={step} />
          <PageHeading key={step.key} title={step.title} />
          <p class="muted welcome-lead">{step.lead}</p>
          <Page key={step.key} state={state} />
        </div>
        <p class="meta muted">You can stop here and go on later, on any device.</p>
      </main>
      <SamplePreview state={state} />
      <Toasts />
    </div>
  )
}

function Progress({ onboarding: { steps }, step }: Pick<QuestionProps, 'onboarding' | 'step'>) {
  const at = steps.indexOf(step) + 1
  return (
    <div class="inline welcome-progress">
      <div class="steps-bar grow" role="img" aria-label={`Step ${at} of ${steps.length}`}>
        {steps.map(({ key, status }, index) => (
          <i key={key} class={index + 1 === at ? 'now' : status === 'DONE' ? 'done' : undefined} />
        ))}
      </div>
      <span class="meta muted">
        {at} of {steps.length}
        {step.status === 'DONE' && ', done'}
      </span>
    </div>
  )
}

/** A newer server asks something that this page, which was opened before, cannot show. */
const UnknownPage: StepPage = () => (
  <div class="stack">
    <p>This step is in a newer version of the app.</p>
    <div>
      <Button look="primary" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  </div>
)
