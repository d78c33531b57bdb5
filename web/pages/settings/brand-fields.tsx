import { useSignal } from '@preact/signals'
import { Upload } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import type { Business } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import { FieldError } from '../../components/field.tsx'
import { Tile } from '../../components/tile.tsx'
import { isReadableBehindWords } from '../../models/contrast.ts'
import { readLogo } from '../../models/logo.ts'

const BRAND_COLOURS = [
  { value: '#1F5FBF', label: 'Blue' },
  { value: '#1E6B3A', label: 'Green' },
  { value: '#8A5300', label: 'Ochre' },
  { value: '#9C2F2F', label: 'Brick' },
  { value: '#3E4A5B', label: 'Slate' },
  { value: '#0F6670', label: 'Teal' },
] as const

interface BrandProps {
  values: Pick<Business, 'name' | 'logo' | 'brand_color'>
  set: (changes: Partial<Pick<Business, 'logo' | 'brand_color'>>) => void
  canEdit: boolean
  errors: Record<string, string>
}

export function BrandFields({ values, set, canEdit, errors }: BrandProps) {
  return (
    <div class="brand-fields">
      <LogoField values={values} set={set} canEdit={canEdit} error={errors.logo} />
      <ColourField values={values} set={set} canEdit={canEdit} error={errors.brand_color} />
    </div>
  )
}

function LogoField({ values, set, canEdit, error }: Omit<BrandProps, 'errors'> & { error: string | undefined }) {
  const file = useRef<HTMLInputElement>(null)
  const problem = useSignal('')
  const chosen = async () => {
    const [picked] = file.current?.files ?? []
    if (!picked) return
    const read = await readLogo(picked)
    problem.value = read.ok ? '' : read.problem
    if (read.ok) set({ logo: read.url })
  }
  return (
    <div>
      <span class="label">Logo</span>
      <div class="inline wrap">
        <Tile name={values.name} logo={values.logo} />
        <input
          ref={file}
          class="visually-hidden"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label="Logo file"
          tabIndex={-1}
          disabled={!canEdit}
          onChange={() => void chosen()}
        />
        {canEdit && (
          <Button icon={Upload} onClick={() => file.current?.click()}>
            {values.logo ? 'Replace' : 'Upload'}
          </Button>
        )}
        {canEdit && values.logo && (
          <Button look="quiet" onClick={() => set({ logo: null })}>
            Remove
          </Button>
        )}
      </div>
      {(problem.value || error) && <FieldError>{problem.value || error}</FieldError>}
    </div>
  )
}

function ColourField({ values, set, canEdit, error }: Omit<BrandProps, 'errors'> & { error: string | undefined }) {
  const chosen = values.brand_color?.toUpperCase() ?? ''
  const isOwn = chosen !== '' && !BRAND_COLOURS.some((colour) => colour.value === chosen)
  return (
    <fieldset>
      <legend class="label">Colour</legend>
      <div class="inline wrap swatches">
        {BRAND_COLOURS.map((colour, index) => (
          <input
            key={colour.value}
            type="radio"
            name="brand_color"
            class={`swatch swatch-${index + 1}`}
            aria-label={colour.label}
            checked={chosen === colour.value}
            disabled={!canEdit}
            onChange={() => set({ brand_color: colour.value })}
          />
        ))}
        <input
          type="color"
          class={`swatch own${isOwn ? ' on' : ''}`}
          aria-label="Another colour"
          value={chosen.toLowerCase() || '#1f5fbf'}
          disabled={!canEdit}
          onChange={(event) => set({ brand_color: event.currentTarget.value.toUpperCase() })}
        />
      </div>
      {chosen && !isReadableBehindWords(chosen) && (
        <p class="field-hint">Too light for white words: it is used for the logo only, and Pay keeps ours.</p>
      )}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}
