import { useQuery } from '@tanstack/preact-query'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { businessQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { longInstant } from '../../models/format.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../models/review-access.ts'

const SOURCES = 'up to ten messages before them in the same conversation, its photo or file where it has one, '

/** "Do it for me": what strangers may see and do is said before it is allowed, and ends by one click (C-22). */
export default function ReviewAccess() {
  const { data: business, error, refetch } = useQuery(businessQuery)
  const form = useForm({})
  if (error && !business) return <Problem error={error} what="this setting" retry={() => void refetch()} />
  if (!business) return <SkeletonRows count={2} />
  const { review_access: access, allowed_actions } = business
  const isOurs = allowed_actions.includes('grant_review_access')
  const seesSources = !access || access.scopes.includes('SOURCES')
  return (
    <SettingsCard
      title="Do it for me"
      lead={
        access
          ? `Since ${longInstant(access.since)} reviewers of SMB Hub look through your suggestions in review.`
          : 'Reviewers of SMB Hub can look through the suggestions that wait for a review, and decide them for you.'
      }
    >
      <div class="prose stack">
        <p class="strong">What they see</p>
        <p>
          Each suggestion that you send to review, or of which a machine is not sure, those that wait now included: the
          words that it was read from, {seesSources && SOURCES} what it proposes, and the name of its contact. Nothing
          else of your business: no other messages, contacts, invoices or payments.
        </p>
        {!seesSources && (
          <p>
            They do not see the messages before it, nor the photo or file that it was read from: that came later, and
            you have not agreed to it.
          </p>
        )}
        <p class="strong">What they do</p>
        <p>
          They correct it, approve it, reject it, or make the draft or the piece of work that it proposes, and take that
          back while nobody has changed it. They never send, charge, refund or export anything.
        </p>
        <p class="muted">
          Each look and each decision stands in <a href="/settings/activity">Activity</a>, with the name of who it was.
          You can end it at any time: from that moment they see nothing of yours.
        </p>
      </div>
      <FormProblem error={form.problem} />
      <div>
        {access && allowed_actions.includes('revoke_review_access') && (
          <Button look="danger" busy={form.busy} onClick={() => void form.send({}, revokeReviewAccess)}>
            End it now
          </Button>
        )}
        {isOurs && (
          <Button look="primary" busy={form.busy} onClick={() => void form.send({}, grantReviewAccess)}>
            {access ? 'Let them see those, too' : 'Let reviewers of SMB Hub see and decide them'}
          </Button>
        )}
        {!access && !isOurs && <p class="muted">The owner of the business decides this.</p>}
      </div>
    </SettingsCard>
  )
}
