/** The database roles, as SQL that is safe to run again. `gongyang roles` prints it where a DBA must run it by hand. */

/**
 * gongyang_owner owns every table and is itself under row-level security; gongyang_app holds the grants and is taken on
 * per transaction; gongyang_login is what the pool signs in as and may do nothing by itself; gongyang_worker runs the
 * job queue; gongyang_oversight owns the few functions that count over counties; gongyang_backup reads all for a backup.
 */
export function rolesSql(passwords: { login: string; worker: string }): string[] {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  return [
    create('gongyang_owner', 'nologin'),
    create('gongyang_app', 'nologin'),
    create('gongyang_oversight', 'nologin bypassrls'),
    create('gongyang_backup', 'nologin bypassrls'),
    create('gongyang_login', 'login noinherit'),
    create('gongyang_worker', 'login'),
    `alter role gongyang_login password ${quoted(passwords.login)}`,
    `alter role gongyang_worker password ${quoted(passwords.worker)}`,
    'grant gongyang_app to gongyang_login',
    'grant gongyang_oversight to gongyang_owner',
    'grant gongyang_owner to current_user',
    'grant gongyang_worker to current_user',
    'grant gongyang_oversight to current_user',
    'grant gongyang_backup to current_user',
  ]
}

function create(role: string, attributes: string): string {
  return `do $body$ begin create role ${role} ${attributes}; exception when duplicate_object or unique_violation then null; end $body$`
}
