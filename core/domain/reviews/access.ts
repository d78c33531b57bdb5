/**
 * What a business lets reviewers of the platform do (C-22): see and decide its drafts in review, divide them among themselves,
 * and see the source of each in full: the messages before it, its file.
 */
export const REVIEW_SCOPES = ['AI_DRAFTS', 'WORK_QUEUE', 'SOURCES'] as const
export type ReviewScope = (typeof REVIEW_SCOPES)[number]

/** Whether there is something of it that an owner has not agreed to yet. */
export const canGrantMore = (scopes: readonly string[]): boolean => REVIEW_SCOPES.some((one) => !scopes.includes(one))

/** As audit and drafts name a reviewer, so that he is told from a member. */
const REVIEWER = 'ops:'

/** The account `userId`, as that. */
export const reviewerOf = (userId: string): string => `${REVIEWER}${userId}`
/** Whose account it is. */
export const accountOf = (reviewer: string): string => reviewer.slice(REVIEWER.length)

/** The right of whoever reviews for the platform, among those of a member. */
export const REVIEWING = 'reviews.read'

/** How far a review is: nobody has it in hand, somebody has, it is settled by a reviewer. */
export const WORK_STATUSES = ['WAITING', 'TAKEN', 'DONE'] as const
export type WorkStatus = (typeof WORK_STATUSES)[number]

export const isDone = (status: WorkStatus | undefined): boolean => status === 'DONE'
export const isTaken = (status: WorkStatus): boolean => status === 'TAKEN'
export const workStatus = (takenBy: string | null, endedBy: string | undefined): WorkStatus =>
  endedBy ? 'DONE' : takenBy ? 'TAKEN' : 'WAITING'
