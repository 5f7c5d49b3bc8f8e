/** A provider with its contract, townships and persons, and months of its service, written as whoever may: for tests and benches. */
export * from './given-input.ts'
export { givenAgreements, givenService, type GivenService } from './given-service.ts'
export * from './given-service-month.ts'
