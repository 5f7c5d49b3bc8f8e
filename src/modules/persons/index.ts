export { changeStanding, type StandingChange } from './standing.ts'
