import { Ellipsis } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Menu, type ObjectAction, permitted } from './menu.tsx'
import { SettingsCard } from './settings-card.tsx'
import { Problem, SkeletonRows } from './states.tsx'

/** A list that is short enough to be shown whole; `what` is for the sentence that it did not load. */
export function SettingsList<T>({
  list,
  what,
  skeletons,
  empty,
  row,
  children,
  ...card
}: {
  title: string
  lead?: ComponentChildren
  action?: ComponentChildren
  list: { data: readonly T[] | undefined; error: unknown; refetch: () => unknown }
  what: string
  skeletons: number
  empty?: ComponentChildren
  row: (each: T) => ComponentChildren
  children?: ComponentChildren
}) {
  const { data, error } = list
  return (
    <SettingsCard {...card}>
      {!data && error && <Problem error={error} what={what} retry={() => void list.refetch()} />}
      {!data && !error && <SkeletonRows count={skeletons} />}
      {data?.length === 0 && empty}
      <ul>{data?.map(row)}</ul>
      {children}
    </SettingsCard>
  )
}

/** What may be done with a row, under the dots at its end. */
export const RowMenu = ({
  name,
  of,
  actions,
}: {
  name: string
  of: { allowed_actions: readonly string[] }
  actions: readonly ObjectAction[]
}) => <Menu look="quiet" icon={Ellipsis} label={`Actions for ${name}`} actions={permitted(of, actions)} />
