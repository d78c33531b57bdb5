import { Lock, type LucideIcon, RefreshCw, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { ApiError } from '../api.ts'
import { copyText } from '../models/clipboard.ts'
import { capitalised } from '../models/format.ts'
import { isStatus, requestIdOf, sentence } from '../models/sentences.ts'
import { showToast } from '../models/toasts.ts'
import { Button, LinkButton } from './button.tsx'
import { Icon } from './icon.tsx'

export function Empty({
  icon,
  title,
  children,
  actions,
}: {
  icon: LucideIcon
  title: string
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  return (
    <div class="empty">
      <span class="badge">
        <Icon of={icon} size="huge" />
      </span>
      <h2>{title}</h2>
      {children && <p class="muted prose">{children}</p>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  )
}

/** What happened, Retry, and a reference to quote; no access and not found get their own sentence. */
export function Problem({ error, what, retry }: { error: unknown; what: string; retry: () => void }) {
  if (isStatus(error, 403)) return <NoAccess what={what} error={error} />
  if (isStatus(error, 404)) return <NotFound what={what} />
  const reference = requestIdOf(error)
  return (
    <div class="problem" role="alert">
      <div class="banner late">
        <p class="inline strong">
          <Icon of={TriangleAlert} /> {capitalised(what)} did not load
        </p>
        <p>{sentence(error)}</p>
      </div>
      <div class="empty-actions">
        <Button look="primary" icon={RefreshCw} onClick={retry}>
          Retry
        </Button>
        {reference && <Reference id={reference} />}
      </div>
    </div>
  )
}

const Reference = ({ id }: { id: string }) => (
  <p class="meta muted">
    Reference {id}{' '}
    <button
      type="button"
      class="text-button"
      onClick={() => void copyText(id).then(() => showToast({ text: 'Reference copied' }))}
    >
      Copy
    </button>
  </p>
)

/** Of a role that does not include it; or the business does without it, which is no error. */
export function NoAccess({ what, error }: { what: string; error?: unknown }) {
  const isOff = (error as ApiError | undefined)?.code === 'CAPABILITY_DISABLED'
  return (
    <Empty
      icon={Lock}
      title={isOff ? 'Switched off' : `You cannot see ${what}`}
      actions={<LinkButton href="/home">Back to Home</LinkButton>}
    >
      {isOff ? sentence(error) : 'Your role does not include it. An owner or admin of the business can change that.'}
    </Empty>
  )
}

export const NotFound = ({ what = 'this page' }: { what?: string }) => (
  <Empty icon={TriangleAlert} title="Not found" actions={<LinkButton href="/home">Back to Home</LinkButton>}>
    There is no such thing as {what} here. It may have been deleted, or the link is wrong.
  </Empty>
)

/** Rows as high as the real ones, so that nothing moves when they arrive. */
export function SkeletonRows({ count = 8 }: { count?: number }) {
  return (
    <div aria-busy="true">
      <span class="visually-hidden">Loading</span>
      {Array.from({ length: count }, (_, index) => (
        <div class="row" key={index}>
          <span class="stack grow">
            <i class="skeleton w160" />
            <i class="skeleton thin" />
          </span>
          <i class="skeleton w64" />
        </div>
      ))}
    </div>
  )
}
