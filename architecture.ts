/**
 * The shape of the code, checked by test/architecture.test.ts.
 * apps are put together from modules; modules stand on platform and ui; everything stands on the kernel.
 */

/** Which modules a module may use. Each line names only modules above it, so there can be no circles. */
export const mayUse: Readonly<Record<string, readonly string[]>> = {
  access: [],
  audit: ['access'],
  policy: ['access'],
  duties: ['access', 'policy'],
  documents: ['access', 'policy'],
  notices: ['access', 'policy', 'documents'],
  persons: ['access', 'policy', 'documents', 'notices'],
  overlaps: ['access', 'policy', 'persons'],
  providers: ['access', 'policy', 'documents', 'persons'],
  institutions: ['access', 'policy', 'persons'],
  assessments: ['access', 'policy', 'documents', 'persons', 'providers', 'institutions'],
  recognition: ['access', 'policy', 'duties', 'documents', 'persons', 'assessments', 'overlaps'],
  stays: ['access', 'policy', 'persons', 'institutions'],
  agreements: ['access', 'policy', 'documents', 'persons', 'providers', 'institutions'],
  rosters: ['access', 'policy', 'documents', 'persons', 'providers', 'stays', 'agreements'],
  visits: ['access', 'policy', 'documents', 'persons', 'providers', 'stays', 'agreements', 'rosters'],
  findings: ['access', 'policy', 'documents', 'persons', 'providers', 'rosters', 'visits'],
  evaluations: ['access', 'policy', 'documents', 'persons', 'providers', 'rosters', 'visits', 'findings'],
  settlement: [
    'access',
    'policy',
    'documents',
    'persons',
    'providers',
    'agreements',
    'rosters',
    'visits',
    'findings',
    'evaluations',
  ],
  ledger: ['access', 'policy', 'persons', 'providers', 'institutions', 'settlement'],
  payments: [
    'access',
    'policy',
    'duties',
    'documents',
    'notices',
    'persons',
    'providers',
    'institutions',
    'stays',
    'rosters',
    'evaluations',
    'settlement',
    'ledger',
  ],
  archives: ['access', 'policy', 'documents', 'persons', 'stays', 'agreements', 'findings', 'payments'],
  custody: ['access', 'policy', 'persons', 'institutions', 'ledger'],
  medical: ['access', 'policy', 'persons', 'institutions'],
  incidents: ['access', 'policy', 'persons', 'institutions'],
  inspections: ['access', 'policy', 'persons', 'institutions', 'providers'],
  planning: ['access', 'policy', 'persons', 'institutions', 'stays'],
  endings: [
    'access',
    'policy',
    'duties',
    'documents',
    'persons',
    'stays',
    'agreements',
    'rosters',
    'visits',
    'payments',
    'incidents',
    'archives',
  ],
  verifications: ['access', 'policy', 'persons', 'assessments', 'recognition', 'endings'],
  reports: [
    'access',
    'policy',
    'documents',
    'persons',
    'providers',
    'institutions',
    'stays',
    'agreements',
    'rosters',
    'visits',
    'findings',
    'evaluations',
    'settlement',
    'ledger',
    'payments',
  ],
  board: [
    'access',
    'persons',
    'providers',
    'agreements',
    'rosters',
    'visits',
    'evaluations',
    'settlement',
    'payments',
    'reports',
  ],
}

/** A module's schema bears its name, unless SQL keeps that word for itself. */
export const schemaOf = (module: string): string => ({ overlaps: 'overlap' })[module] ?? module

/** Files that run anywhere: server, screens, phone. */
export const pure = /\/(contract|rules|words|roles)\.ts$/
/** What other modules may import. */
export const face = /\/(index|contract|rules|given|roles|words|hand-over)\.tsx?$/
/** Files of the browser. */
export const browser = /^src\/(ui|apps\/console)\/|^src\/modules\/[^/]+\/(console|field)\//
