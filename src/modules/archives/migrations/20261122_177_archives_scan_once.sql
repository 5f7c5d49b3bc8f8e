-- One scan is one paper: filed twice as the same material it would count twice in the list and in the package.
create unique index document_scan_once on archives.document (county_code, person_id, item, file_id) where file_id is not null and replaces_id is null;
