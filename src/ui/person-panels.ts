/** A module's part of a person's page (一人一档); gathered in src/apps/console/panels.ts. */
import type { ComponentType } from 'react'

export interface PersonPanel {
  /** Names it in the address: ?panel=agreements. */
  key: string
  /** 目录: '协议'. */
  title: string
  /** Operation that one must be allowed to see it. */
  needs: string
  order: number
  view: ComponentType<{ personId: string }>
}
