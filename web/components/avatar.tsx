import { initials } from '../models/format.ts'

export const Avatar = ({ name, size = '' }: { name: string; size?: '' | 'medium' | 'large' }) => (
  <span class={`avatar ${size}`} aria-hidden="true">
    {initials(name)}
  </span>
)
