-- Lists of a million persons: the walls in the form of migration 44.
select platform.protect_again('persons.person');
select platform.protect_again('persons.search_token');
