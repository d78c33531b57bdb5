import type { OnboardingDefinition } from '../../core/domain/onboarding/definition.ts'

/** Another way in, as one of later would be: gated, with steps that nothing in the code names. */
export const intakeSteps: OnboardingDefinition = {
  key: 'intake',
  version: 2,
  gated: true,
  steps: [
    { key: 'papers', title: 'Papers', lead: 'Bring them.', page: 'papers', required: true, fact: null },
    {
      key: 'people',
      title: 'People',
      lead: 'Name one.',
      page: 'people',
      required: true,
      fact: 'has_contact',
      missing: 'Name somebody first',
    },
    { key: 'extras', title: 'Extras', lead: 'If you like.', page: 'extras', required: false, fact: null },
  ],
}
