import type { ComponentChildren } from 'preact'

export const SettingsCard = ({
  title,
  lead,
  action,
  children,
}: {
  title: string
  lead?: ComponentChildren
  action?: ComponentChildren
  children?: ComponentChildren
}) => (
  <section class="card settings-card">
    <header class="inline top">
      <div class="grow">
        <h2 class="title-pane">{title}</h2>
        {lead && <p class="muted prose">{lead}</p>}
      </div>
      {action}
    </header>
    {children}
  </section>
)
