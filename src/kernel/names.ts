/** Names as people write them: a blank inside, a full-width form or another dot makes no other person. Pure. */

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}·•・‧∙⋅.]/gu, '')
    .toLowerCase()

export const sameName = (one: string, other: string): boolean => plain(one) !== '' && plain(one) === plain(other)

/** A unit is often written with what stands in brackets behind its name, and as often without. */
const withoutBrackets = (name: string): string => name.normalize('NFKC').replace(/\([^()]*\)/g, '')

export const sameUnit = (one: string, other: string): boolean =>
  sameName(one, other) || sameName(withoutBrackets(one), withoutBrackets(other))

/** Whatever is written around it: '交示例敬老院王某' names the unit 示例敬老院（演示）. */
export const mentionsUnit = (text: string, unit: string): boolean => {
  const named = plain(withoutBrackets(unit))
  return sameUnit(text, unit) || (named !== '' && plain(text).includes(named))
}

/** How many persons a list of names can be at most. */
export const differentNames = (names: readonly string[]): number => new Set(names.map(plain).filter(Boolean)).size

/** The names of one list that stand in another as well. */
export const namesInBoth = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => others.some((other) => sameName(name, other)))
