import { useEffect, useState } from 'preact/hooks'

/** The value once it has rested for `ms`; an emptied one at once. */
export function useDebounced(value: string, ms: number): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    if (value === '') return setRested('')
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return value === '' ? '' : rested
}
