-- A third of the usual sample is enough to tell the indexes apart; the daemon's full look comes within minutes. With the usual
-- one the look took a second of each import.
alter function platform.keep_statistics(regclass[]) set default_statistics_target = 30;
