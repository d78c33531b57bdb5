/** What a business lets reviewers of the platform do (C-22): see and decide its drafts in review, and divide them among themselves. */
export const REVIEW_SCOPES = ['AI_DRAFTS', 'WORK_QUEUE'] as const
export type ReviewScope = (typeof REVIEW_SCOPES)[number]

/** As audit and drafts name a reviewer, so that he is told from a member. */
const REVIEWER = 'ops:'

/** Whose account it is. */
export const accountOf = (reviewer: string): string => reviewer.slice(REVIEWER.length)

/** The right of whoever reviews for the platform, among those of a member. */
export const REVIEWING = 'reviews.read'
