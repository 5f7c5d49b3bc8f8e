-- Facts about this installation as a whole: which keys its data needs, whether the demonstration is complete.
create table platform.setting (
  name   text primary key,
  value  text not null
);
grant select, insert, update on platform.setting to gongyang_app;
