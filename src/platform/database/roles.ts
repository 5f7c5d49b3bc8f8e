/** The database roles, as SQL that is safe to run again. `gongyang roles` prints it where a DBA must run it by hand. */

/**
 * gongyang_owner owns every table and is itself under row-level security; gongyang_app holds the grants and is taken on
 * per transaction; gongyang_login is what the pool signs in as and may do nothing by itself; gongyang_worker runs the
 * job queue; gongyang_oversight owns the few functions that count over counties; gongyang_backup reads all for a backup.
 * Nothing here asks for a superuser: what oversight and backup see over counties is said by policies.
 */
export function rolesSql(passwords: { login: string; worker: string }, administrator = 'current_user'): string[] {
  return [
    create('gongyang_owner', 'nologin'),
    create('gongyang_app', 'nologin'),
    create('gongyang_oversight', 'nologin'),
    create('gongyang_backup', 'nologin'),
    create('gongyang_login', 'login noinherit'),
    create('gongyang_worker', 'login'),
    `alter role gongyang_login password ${quoted(passwords.login)}`,
    `alter role gongyang_worker password ${quoted(passwords.worker)}`,
    'grant gongyang_app to gongyang_login',
    'grant gongyang_oversight to gongyang_owner',
    ...administered.map((role) => `grant ${role} to ${administrator}`),
  ]
}

/** What whoever migrates must be a member of. */
export const administered = ['gongyang_owner', 'gongyang_worker', 'gongyang_oversight', 'gongyang_backup']

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** PostgreSQL asks for the right to make a role before it looks whether the role is there: hence the question first. */
function create(role: string, attributes: string): string {
  return `do $body$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} ${attributes}; end if; exception when duplicate_object or unique_violation then null; end $body$`
}
