-- What was done in changes and deaths of one person, for the timeline of his page: ten years of a county are many acts.
create index act_of_person on endings.act (county_code, person_id);
create index death_act_of_person on endings.death_act (county_code, person_id);
