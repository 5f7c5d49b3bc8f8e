/** What a password must be; the server refuses by it and the screen ticks it off while one types. */

export interface PasswordRule {
  text: string
  holds: (password: string) => boolean
}

export const passwordRules: readonly PasswordRule[] = [
  { text: '至少10个字符', holds: (password) => Array.from(password).length >= 10 },
  { text: '含有字母', holds: (password) => /[A-Za-z]/.test(password) },
  { text: '含有数字', holds: (password) => /\d/.test(password) },
  { text: '没有空格', holds: (password) => password !== '' && !/\s/.test(password) },
  { text: '同一个字符不连续出现4次', holds: (password) => password !== '' && !/(.)\1{3}/.test(password) },
]

export const faultsOfPassword = (password: string): string[] =>
  passwordRules.filter((rule) => !rule.holds(password)).map((rule) => rule.text)
