-- A holiday that is moved moves the terms that run: the old day, the new one and why are a step of the matter.
alter table portal.request_step drop constraint request_step_step_check;
alter table portal.request_step add constraint request_step_step_check check (step in ('raised', 'assigned', 'answered', 'refused', 'recomputed'));
