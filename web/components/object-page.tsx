import { ChevronLeft, Ellipsis, Link } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { go } from '../models/navigation.ts'
import { usePageCommands } from '../models/use-page-commands.ts'
import { Button, LinkButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { Menu, type MenuAction } from './menu.tsx'
import { Problem } from './states.tsx'

/** The page of one thing: the way back, its header, and what is in its place while it cannot be had. */
export function ObjectPage({
  back,
  asked,
  what,
  look,
  header,
  children,
}: {
  back: { href: string; label: string }
  asked: { data: unknown; error: unknown; refetch: () => unknown }
  /** For the sentence that it did not load. */
  what: string
  look?: string
  header: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class={`page${look ? ` ${look}` : ''}`}>
      <a class="back" href={back.href}>
        <Icon of={ChevronLeft} /> {back.label}
      </a>
      {header}
      {asked.error && !asked.data && (
        <div class="card">
          <Problem error={asked.error} what={what} retry={() => void asked.refetch()} />
        </div>
      )}
      {children}
    </div>
  )
}

export interface PageAction extends Omit<MenuAction, 'run'> {
  run?: () => void
  /** For one that leads somewhere. */
  href?: string
  /** Never the filled one. */
  plain?: boolean
  /** How the palette calls it, when that is not its label; null where it is left out. */
  command?: string | null
}

/** What names the thing, then what may be done with it; the last of `primary` is the one filled button, the rest is under the dots. */
export function ObjectHeader({
  title,
  primary,
  menu,
  look,
  children,
}: {
  /** Its heading in the palette; undefined until it is known. */
  title: string | undefined
  primary: readonly PageAction[]
  menu: readonly PageAction[]
  look?: string
  children: ComponentChildren
}) {
  const offered = [...primary, ...menu].filter(({ command }) => command !== null)
  usePageCommands(
    title === undefined
      ? undefined
      : {
          title,
          commands: offered.map((action) => ({
            id: action.label,
            label: action.command ?? action.label,
            icon: action.icon ?? Link,
            run: runOf(action),
          })),
        },
  )
  return (
    <header class={`inline loose detail-header${look ? ` ${look}` : ''}`}>
      {children}
      <Menu
        look="quiet"
        icon={Ellipsis}
        label="More actions"
        actions={menu.map((action) => ({ ...action, run: runOf(action) }))}
      />
      {primary.map((action, index) => (
        <Primary key={action.label} action={action} filled={index === primary.length - 1 && !action.plain} />
      ))}
    </header>
  )
}

const runOf =
  ({ run, href }: PageAction) =>
  () =>
    href ? go(href) : run?.()

function Primary({ action, filled }: { action: PageAction; filled: boolean }) {
  const { label, icon, href, run } = action
  const shared = { look: filled ? ('primary' as const) : ('' as const), ...(icon ? { icon } : {}) }
  if (href) {
    return (
      <LinkButton href={href} {...shared}>
        {label}
      </LinkButton>
    )
  }
  return (
    <Button {...shared} onClick={() => run?.()}>
      {label}
    </Button>
  )
}
