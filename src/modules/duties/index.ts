import type { Module } from '#platform/module.ts'
import { dutiesService } from './service.ts'

export const dutiesModule: Module = { service: dutiesService }
