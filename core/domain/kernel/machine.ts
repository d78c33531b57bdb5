import type { Action } from '../actions.ts'
import type { Condition } from './condition.ts'

/** A transition as data: from which statuses, to which (`null` stays), and what else of the object must hold. */
export interface MachineAction<Guard extends string = string> {
  readonly from: readonly string[]
  readonly to: string | null
  readonly guards?: readonly Guard[]
  /** The action of the table it belongs to; without it `<table>.<key>`. Null: a function of the database does it by itself. */
  readonly action?: Action | null
  /** Never listed in `allowed_actions`, or only while a condition holds that the verb itself does not ask. */
  readonly offered?: false | Guard
  /** The column that says until when a provider is being asked; while it is in the future nobody else may do this. */
  readonly claims?: string
}

export interface Machine<Facts extends { status: string } = never> {
  /** The table of its objects, and the resource that its actions are named after. */
  readonly table: string
  readonly initial: string
  readonly states: readonly string[]
  readonly conditions: Readonly<Record<string, Condition<Facts>>>
  readonly actions: Readonly<Record<string, MachineAction>>
}

/** Any machine, whatever its facts are. */
// biome-ignore lint/suspicious/noExplicitAny: conditions take the facts of their own machine only
export type AnyMachine = Machine<any>

export type ActionOf<M extends AnyMachine> = Extract<keyof M['actions'], string>
/** What the conditions of a machine look at; the status at least. */
export type FactsOf<M extends AnyMachine> = { status: string } & (M['conditions'] extends Readonly<
  Record<string, Condition<infer Facts>>
>
  ? Facts
  : never)

/** The action of the table that a transition belongs to. */
export function actionOf(machine: AnyMachine, key: string): Action | null {
  const { action } = machine.actions[key]!
  return action === undefined ? (`${machine.table}.${key}` as Action) : action
}

/** The statuses an action starts from: what the lock demands. */
export const statusesFor = <M extends AnyMachine>(machine: M, key: ActionOf<M>): readonly string[] =>
  machine.actions[key]!.from

/** Whether an action may be done now, by status and guards; who may is asked elsewhere. */
export function isPossible<M extends AnyMachine>(machine: M, key: ActionOf<M>, facts: FactsOf<M>): boolean {
  const { from, guards = [] } = machine.actions[key]!
  return from.includes(facts.status) && guards.every((guard) => machine.conditions[guard]!.holds(facts))
}

/** The guards of an action as one condition over the row `row`; null when it has none. */
export function guardSql(machine: AnyMachine, key: string, row: string): string | null {
  const { guards = [] } = machine.actions[key]!
  return guards.length ? guards.map((guard) => `(${machine.conditions[guard]!.sql(row)})`).join(' and ') : null
}

/** What `allowed_actions` answers, in the machine's order: by status, guards and `may`, as the verbs refuse (H-GEN-12, RB3). */
export function allowedActions<M extends AnyMachine>(
  machine: M,
  facts: FactsOf<M>,
  may: (action: Action) => boolean,
): ActionOf<M>[] {
  const offers = offersOf(machine).get(facts.status) ?? []
  return offers
    .filter(({ action, conditions }) => may(action) && conditions.every((condition) => condition.holds(facts)))
    .map(({ key }) => key as ActionOf<M>)
}

interface Offer {
  key: string
  action: Action
  conditions: readonly Condition<unknown>[]
}

const OFFERS = new WeakMap<AnyMachine, ReadonlyMap<string, readonly Offer[]>>()

/** What a machine offers in each of its states; made once, because a list asks for every row. */
function offersOf(machine: AnyMachine): ReadonlyMap<string, readonly Offer[]> {
  const known = OFFERS.get(machine)
  if (known) return known
  const made = new Map(machine.states.map((state) => [state, offersIn(machine, state)]))
  OFFERS.set(machine, made)
  return made
}

function offersIn(machine: AnyMachine, state: string): Offer[] {
  return Object.entries(machine.actions).flatMap(([key, { from, guards = [], offered }]) => {
    const action = actionOf(machine, key)
    if (offered === false || action === null || !from.includes(state)) return []
    const names = offered === undefined ? guards : [...guards, offered]
    return [{ key, action, conditions: names.map((name) => machine.conditions[name]!) }]
  })
}
