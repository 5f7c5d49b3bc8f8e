import { hash } from '@node-rs/argon2'

/** argon2id; parameters of the OWASP password storage cheat sheet. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
