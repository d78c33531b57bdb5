import { ListFilter, type LucideIcon, Plus } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { withoutHidden } from '../models/delete-later.ts'
import { go, withQuery } from '../models/navigation.ts'
import { may } from '../models/permissions.ts'
import type { usePages } from '../models/use-pages.ts'
import { Button, LinkButton } from './button.tsx'
import { ListFrame } from './list-frame.tsx'
import { PageFrame } from './page-frame.tsx'
import { Empty } from './states.tsx'

interface Words {
  title: string
  text: string
}

interface Create {
  label: string
  /** What the address says while it is being made. */
  query: Record<string, string>
  needs: string
}

/** A page that lists one kind of thing, in its address what of it. */
export function ListPage<Row extends { id: string }>({
  title,
  tabs,
  create,
  also,
  above,
  pages,
  what,
  noneYet,
  noneFits,
  rows,
  children,
}: {
  title: string
  tabs?: ComponentChildren
  create?: Create
  /** Other ways to begin, beside the button that creates. */
  also?: ComponentChildren
  /** Filters and notices. */
  above?: ComponentChildren
  pages: Omit<ReturnType<typeof usePages<Row>>, 'rows'> & { rows: readonly Row[] | undefined }
  /** For the sentence that it did not load. */
  what: string
  noneYet: Words & { icon: LucideIcon; action?: ComponentChildren }
  /** What stands there instead when something is filtered. */
  noneFits: Words | null
  rows: (rows: readonly Row[]) => ComponentChildren
  /** Windows over the page. */
  children?: ComponentChildren
}) {
  const button = create && <CreateButton {...create} />
  return (
    <PageFrame
      title={title}
      tabs={tabs}
      actions={
        <>
          {also}
          {button && <span class="only-desktop">{button}</span>}
        </>
      }
    >
      {above}
      <ListFrame
        pages={pages}
        what={what}
        empty={noneFits ? <NoneFits {...noneFits} /> : <NoneYet {...noneYet} action={noneYet.action ?? button} />}
      >
        {rows(withoutHidden(pages.rows ?? []))}
      </ListFrame>
      {children}
    </PageFrame>
  )
}

function CreateButton({ label, query, needs }: Create) {
  const { url } = useLocation()
  if (!may(needs)) return null
  return (
    <LinkButton href={withQuery(url, query)} look="primary" icon={Plus}>
      {label}
    </LinkButton>
  )
}

const NoneYet = ({ icon, title, text, action }: Words & { icon: LucideIcon; action: ComponentChildren }) => (
  <Empty icon={icon} title={title} actions={action}>
    {text}
  </Empty>
)

export function NoneFits({ title, text }: Words) {
  const { path } = useLocation()
  return (
    <Empty icon={ListFilter} title={title} actions={<Button onClick={() => go(path)}>Clear filter</Button>}>
      {text}
    </Empty>
  )
}

/** One of some values of a filter, which the address keeps under its name. */
export function FilterChips({ name, choices }: { name: string; choices: readonly { value: string; label: string }[] }) {
  const { url, query } = useLocation()
  const chosen = query[name] ?? ''
  return choices.map(({ value, label }) => (
    <a
      key={value}
      class={`chip${chosen === value ? ' on' : ''}`}
      href={withQuery(url, { [name]: value })}
      aria-current={chosen === value ? 'true' : undefined}
    >
      {label}
    </a>
  ))
}
