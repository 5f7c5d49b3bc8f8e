/** Codes with their words, as selects and radios take them. */
export interface WordedChoice<Code extends string = string> {
  value: Code
  label: string
}

/** In the order of the codes. */
export const choicesOf = <Code extends string>(
  codes: readonly Code[],
  texts: Readonly<Record<Code, string>>,
): WordedChoice<Code>[] => codes.map((value) => ({ value, label: texts[value] }))

/** All that have a word, in the order of the words. */
export const choicesIn = (texts: Readonly<Record<string, string>>): WordedChoice[] =>
  Object.entries(texts).map(([value, label]) => ({ value, label }))
