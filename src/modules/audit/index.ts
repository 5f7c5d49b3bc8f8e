import type { Module } from '#platform/module.ts'
import { auditService } from './service.ts'

export const auditModule: Module = { service: auditService }
