-- While an experiment is played, what hung on the wall before is set aside; afterwards it is put back.

ALTER TABLE posts ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
