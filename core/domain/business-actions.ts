import { change, everyone, leaders, type Row, view } from './rights.ts'

const SETTINGS = 'manage_settings'

/** What is done with the business itself, its profile and its account for payments. */
export const BUSINESS_ACTIONS = {
  'business.read': { may: everyone },
  'business.update': { may: change(SETTINGS), audit: 'business.update', tells: 'business' },
  'business.select_profile': {
    of: 'business.update',
    audit: 'business.select_profile',
    event: 'tenant.profile_selected',
    tells: 'business',
  },
  'business.fill_sample': { of: 'business.update', audit: 'business.fill_sample', tells: 'conversation' },
  // Of who owns it alone: with it everything ends.
  'business.close': { may: { roles: ['OWNER'] }, whenClosed: true, audit: 'business.close', tells: 'business' },
  'business.reopen': { may: { roles: ['OWNER'] }, whenClosed: true, audit: 'business.reopen', tells: 'business' },
  // Strangers see what its customers wrote: by who owns it alone. Whoever leads may end it.
  'business.grant_review_access': {
    may: { roles: ['OWNER'] },
    audit: 'business.grant_review_access',
    tells: 'business',
  },
  'business.revoke_review_access': { may: leaders, audit: 'business.revoke_review_access', tells: 'business' },
  'profile.read': { may: everyone },
  'profile.preview': { may: view(SETTINGS) },
  'profile.update_overrides': { may: change(SETTINGS), audit: 'profile.update_overrides', tells: 'business' },
  'onboarding.read': { may: leaders },
  'onboarding.update': { may: leaders, audit: 'onboarding.update', tells: 'onboarding' },
  'onboarding.complete_step': { may: leaders, audit: 'onboarding.complete_step', tells: 'onboarding' },
  'onboarding.skip_step': { may: leaders, audit: 'onboarding.skip_step', tells: 'onboarding' },
  'onboarding.reopen_step': { may: leaders, audit: 'onboarding.reopen_step', tells: 'onboarding' },
  'home.read': { may: everyone },
  'stripe_account.read': { may: view(SETTINGS) },
  'stripe_account.create': { may: change(SETTINGS), audit: 'stripe_account.create', tells: 'stripe_account' },
  'stripe_account.refresh': { also: ['JOB'], audit: 'webhook.process', tells: 'stripe_account' },
  'stripe_account.onboard': { of: 'stripe_account.create', audit: 'stripe_account.onboard', tells: 'stripe_account' },
} as const satisfies Record<string, Row>
