import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import type { Answer } from './api.ts'
import type { TeamBusiness } from './team.ts'

/** A call that succeeds for whoever may: an object of its own in the state that it needs, and a body. */
export interface Target {
  params?: Record<string, string>
  /** Has every object that a body may have, so that references and values anywhere in it can be replaced. */
  body?: unknown
  headers?: Record<string, string>
  /** Who gets a mail when it succeeds. */
  mail?: string
}
export type Make = (b: TeamBusiness, role: Role) => Promise<Target>
/** Makes an object as a member, and answers its id. */
export type MakeId = (b: TeamBusiness, role?: Role) => Promise<string>

/**
 * How a text comes back: `typed` as it is; `words` too, but nothing but spaces is refused; `trimmed` without the spaces
 * around it, nothing but spaces is null; `name` trimmed, nothing but spaces is refused. `checked` has a shape of its own
 * (an address, a currency), `elsewhere` is in no answer.
 */
export type Kept = 'typed' | 'words' | 'trimmed' | 'name' | 'checked' | 'elsewhere'
export type Texts = Readonly<Record<string, Kept | { kept: Kept; as: string }>>

/** One operation of the API, so that every matrix can call it. All but `call` may be left out. */
export interface Row {
  call?: Make
  /** Trips to the database, warm (DESIGN 3); one unless told. */
  trips?: number
  /** Every free text of the body, by its path. */
  texts?: Texts
  /** Each is tried with every text there is, not with some of them. */
  isTriedWithAllTexts?: true
  /** Bodies of the right shape whose values cannot be. */
  wrong?: object[]
  /** The call on an object whose state forbids it. */
  late?: Make
  /** It makes something of its own, below the object of its path. */
  creates?: true
  /** Only while nothing is in the business. */
  isOfEmpty?: true
  /** It only asks: nothing is made. */
  isQuestion?: true
  /** What shows that which it changes, and where its version stands, when that is not its own path and `version`. */
  read?: { by: string; version: string }
  /** No state forbids it. */
  isNeverLate?: true
  /**
   * Of a list: makes one more row, which `q` finds by the id of the business; filters that differ from none; and of what it
   * lists the parts. Of an id in a filter that its rows do not say: makes a row that has it.
   */
  list?: {
    add: (b: TeamBusiness, id: string) => Promise<unknown>
    filters?: Record<string, string>
    ids?: Record<string, (b: TeamBusiness) => Promise<string>>
    of?: (b: TeamBusiness) => Promise<string>
  }
  /** What a reference that is not there answers, unless 422. */
  unknownReference?: 404
  /** What it does to the whole business is taken back before others go on in it. */
  restore?: (b: TeamBusiness) => Promise<unknown>
  /** Its answer does not end by itself. */
  isStream?: true
  /** Waits for what its provider tells of it later. */
  told?: (b: TeamBusiness) => Promise<unknown>
}

/** What may be in a body under a name that ends in `_id`, or names a person. */
export interface Reference {
  make: MakeId
  /** One that was there and is not any more. */
  gone?: MakeId
}

/** An object that answers `allowed_actions`. */
export interface ActingObject {
  /** Where it is read; its list, when it has one, is the path before the id. */
  path: string
  /** It has no list of its own. */
  isUnlisted?: true
  /** Every state that its rights depend on. */
  states: Readonly<Record<string, MakeId>>
  /** How each action is tried; the body may need the id, or something else that is made for it. */
  actions: Readonly<Record<string, { route: string; body?: object | ((id: string, b: TeamBusiness) => unknown) }>>
  /** Copies of one as it stands, made by somebody, when making them one by one would take long. */
  copies?: (b: TeamBusiness, id: string, createdBy: string, count: number) => Promise<string[]>
  /** What is taken though it is not offered. */
  takenThoughNotOffered?: (state: string, role: Role) => string[]
}

/** What all matrices know of a resource: `tests/routes/<resource>.ts` exports one by default. */
export interface Resource {
  rows: Readonly<Record<string, Row>>
  references?: Readonly<Record<string, Reference>>
  objects?: Readonly<Record<string, ActingObject>>
}

export const mailAddress = () => `customer-${newId()}@example.com`

/** A viewer makes nothing, but sees what others made. */
export const maker = (role: Role): Role => (role === 'VIEWER' ? 'OWNER' : role)

/** The call aimed at an object made for it. */
export const on =
  (make: MakeId, body?: unknown): Make =>
  async (b, role) => ({ params: { id: await make(b, maker(role)) }, ...(body === undefined ? {} : { body }) })

/** The call with this body. */
export const sending =
  (body: unknown): Make =>
  async () => ({ body })

export type Made = { id: string } & Record<string, unknown>

/** The data of an answer; throws with the answer when it was refused. */
export async function dataOf<T = Made>(asked: Promise<Answer>): Promise<T> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`answered ${answer.status} ${answer.text}`)
  return answer.body.data as T
}
