import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/settings.css'
import { lazyPart } from '../../components/lazy-page.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { NotFound } from '../../components/states.tsx'
import { TabLinks } from '../../components/tabs.tsx'
import { granted, may } from '../../models/permissions.ts'
import { AppSettings } from './app-settings.tsx'
import { BusinessSettings } from './business.tsx'
import { ItemSettings } from './items.tsx'
import { MailboxSettings } from './mailbox.tsx'
import { PaymentSettings } from './payments.tsx'
import { SignInSettings } from './sign-in.tsx'
import { TaxSettings } from './taxes.tsx'
import { TeamSettings } from './team.tsx'
import { TemplateSettings } from './templates.tsx'

const ProfileSettings = lazyPart<object>(() => import('./profile.tsx'), 'the profile')

const ReminderSettings = lazyPart<object>(() => import('./reminders.tsx'), 'the reminders')

const AiSettings = lazyPart<object>(() => import('./ai.tsx'), 'the usage')

const DraftSettings = lazyPart<object>(() => import('./drafts.tsx'), 'the drafts')

const ActivitySettings = lazyPart<object>(() => import('./activity.tsx'), 'the activity')

const DataSettings = lazyPart<object>(() => import('./data.tsx'), 'the data')

const ReviewAccess = lazyPart<object>(() => import('./review-access.tsx'), 'this setting')

const Closed = lazyPart<object>(() => import('./closed.tsx'), 'this page')

const SECTIONS = [
  { key: 'business', label: 'Business', component: BusinessSettings },
  { key: 'profile', label: 'Profile', component: ProfileSettings },
  { key: 'reminders', label: 'Reminders', component: ReminderSettings, needs: 'reminders.read' },
  { key: 'drafts', label: 'Drafts', component: DraftSettings, needs: 'ai_drafts.read' },
  { key: 'taxes', label: 'Taxes', component: TaxSettings },
  { key: 'items', label: 'Price list', component: ItemSettings },
  { key: 'payments', label: 'Payments', component: PaymentSettings, needs: 'stripe_account.read' },
  { key: 'mailbox', label: 'Mailbox', component: MailboxSettings, needs: 'mailboxes.read' },
  { key: 'templates', label: 'Templates', component: TemplateSettings, needs: 'templates.read' },
  { key: 'team', label: 'Team', component: TeamSettings },
  { key: 'ai', label: 'AI', component: AiSettings, needs: 'ai_usage.read' },
  { key: 'do-it-for-me', label: 'Do it for me', component: ReviewAccess, needs: 'business.revoke_review_access' },
  { key: 'activity', label: 'Activity', component: ActivitySettings, needs: 'audit.read' },
  { key: 'data', label: 'Data', component: DataSettings, needs: 'exports.read' },
  { key: 'sign-in', label: 'Sign-in', component: SignInSettings },
  { key: 'app', label: 'App', component: AppSettings },
] as const

/** One page, a section per address; and what is left of a closed business, which comes with it, not with the app. */
export default function Settings() {
  return useLocation().path === '/closed' ? <Closed /> : <Sections />
}

const isOffered = (section: (typeof SECTIONS)[number]) => !('needs' in section) || may(section.needs)

function Sections() {
  const { section } = useRoute().params
  const { route } = useLocation()
  useEffect(() => {
    if (!section) route('/settings/business', true)
  }, [section])
  const shown = SECTIONS.find((each) => each.key === section)
  const Section = shown?.component
  return (
    <PageFrame
      title="Settings"
      tabs={
        <div class="settings-tabs">
          <TabLinks
            label="Settings"
            current={`/settings/${section}`}
            // Those that everybody has wait for the others, so that none moves.
            tabs={(granted.value.size > 0 ? SECTIONS : []).filter(isOffered).map((each) => ({
              href: `/settings/${each.key}`,
              label: each.label,
            }))}
          />
        </div>
      }
    >
      {Section ? <Section key={section} /> : section && <NotFound />}
    </PageFrame>
  )
}
