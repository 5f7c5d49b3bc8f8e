/** Splits a migration into single statements (database.md §6 rule 10): at a semicolon that ends a line outside quotes. */
export function statementsOf(sql: string): string[] {
  const statements: string[] = []
  let current = ''
  let dollarTag: string | undefined
  for (const line of sql.split('\n')) {
    if (!dollarTag && /^\s*(--.*)?$/.test(line)) continue
    current += `${line}\n`
    dollarTag = tagAfter(line, dollarTag)
    if (!dollarTag && /;\s*(--.*)?$/.test(line)) {
      statements.push(current.trim())
      current = ''
    }
  }
  if (current.trim()) throw new SyntaxError(`statement without an end: ${current.trim().slice(0, 80)}`)
  return statements
}

function tagAfter(line: string, open: string | undefined): string | undefined {
  let tag = open
  for (const [found] of line.matchAll(/\$\w*\$/g)) {
    if (!tag) tag = found
    else if (found === tag) tag = undefined
  }
  return tag
}
