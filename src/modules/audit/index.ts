import type { Module } from '#platform/module.ts'
import { auditService } from './service.ts'

export { looksByRole, type LooksOfRole } from './looks.ts'

export const auditModule: Module = { service: auditService }
