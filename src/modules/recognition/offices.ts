/** A street has an office, a town a government. Pure. */
export const officeOf = (township: string): string => `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}`
