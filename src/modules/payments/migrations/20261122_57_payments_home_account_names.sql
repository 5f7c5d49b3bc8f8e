-- Who proposed and who decided stand beside the account, so that the second person sees whom he confirms.
alter table payments.home_account
  add column proposed_name text not null default '',
  add column decided_name  text not null default '',
  add column refused_at    timestamptz;
