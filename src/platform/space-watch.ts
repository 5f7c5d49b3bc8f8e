/** Below the floor of free space commands are refused, so that the database never runs full in the middle of one. */
import type { Config } from './config.ts'
import { freeSpaceOk } from './database/supervisor.ts'

const checkedEvery = 5000

export function spaceWatch({
  dataDir,
  databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): () => string | undefined {
  let checked = 0
  let enough = true
  return () => {
    if (!databaseUrl && Date.now() - checked > checkedEvery) {
      checked = Date.now()
      void freeSpaceOk(dataDir).then(
        (found) => (enough = found),
        () => {},
      )
    }
    return enough ? undefined : '服务器磁盘空间不足，暂停保存。已填内容请勿关闭页面，并通知系统管理员清理磁盘'
  }
}
