import pg from 'pg'

/** A pool for the job queue. A connection that breaks is replaced; without listeners it would end the process. */
export function queuePool(config: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
