/** How sure a machine is of what it read (C-24). */
export type Level = 'High' | 'Medium' | 'Low'
export const levelOf = (confidence: number): Level =>
  confidence >= 0.85 ? 'High' : confidence >= 0.6 ? 'Medium' : 'Low'

export const Confidence = ({ level }: { level: Level }) => (
  <span class={`confidence ${level.toLowerCase()}`}>
    <span class="confidence-bars" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
    {level}
  </span>
)
