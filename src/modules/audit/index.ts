import type { Module } from '#platform/module.ts'
import { looksTimeline } from './looks.ts'
import { auditService } from './service.ts'

export { looksByRole, type LooksOfRole } from './looks-by-role.ts'

export const auditModule: Module = { service: auditService, timeline: looksTimeline }
