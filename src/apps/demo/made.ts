/** Whether the demonstration is still to be made. Apart from its making, so that a server need not load what makes it. */
import pg from 'pg'

type Asking = Pick<pg.ClientBase, 'query'>

/** Made already, or this is a county's own installation with accounts that are not the demonstration's. */
export async function demoStands(client: Asking): Promise<boolean> {
  const found = await client.query<{ made: boolean; own: boolean }>(
    `select exists (select from platform.setting where name = 'demo') as made,
       exists (select from access.account where not demo) as own`,
  )
  return found.rows[0]?.made === true || found.rows[0]?.own === true
}

export async function demoIsWanted(superuser: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    return !(await demoStands(client))
  } finally {
    await client.end()
  }
}
