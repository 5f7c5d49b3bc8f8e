import type { Module } from '#platform/module.ts'
import { boardService, gate } from './service.ts'

export const boardModule: Module = { service: boardService, reactions: [gate] }
