-- Who works where, for modules that name persons: nothing here signs anybody in.
create view access.account_view with (security_invoker = true) as
  select id, name, role, county_code, organisation_id, scope_kind, scope_ids, disabled_on from access.account;
