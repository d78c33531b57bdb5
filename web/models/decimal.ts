export const fractionDigits = (value: string) => (value.split('.')[1] ?? '').length
export const isZero = (value: string) => /^-?0*(\.0*)?$/.test(value)
