package backend

// accessSchema holds who may do what: more accounts than the first, what a
// token may do beyond a role, and OAuth. Of codes and tokens it has the hashes
// alone.
const accessSchema = `
CREATE TABLE accounts (
	id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
ALTER TABLE tokens ADD COLUMN permission_groups TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tokens ADD COLUMN accounts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tokens ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE TABLE oauth_requests (
	hash BLOB PRIMARY KEY, content TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE oauth_codes (
	hash BLOB PRIMARY KEY, content TEXT NOT NULL, grant_id TEXT, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE oauth_devices (
	hash BLOB PRIMARY KEY, user_code BLOB NOT NULL UNIQUE, client TEXT NOT NULL, scopes TEXT NOT NULL,
	decision TEXT NOT NULL DEFAULT '', pause INTEGER NOT NULL, polled_at INTEGER, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE oauth_grants (
	id TEXT PRIMARY KEY, client TEXT NOT NULL, scopes TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE oauth_tokens (
	hash BLOB PRIMARY KEY, grant_id TEXT NOT NULL, kind TEXT NOT NULL, scopes TEXT NOT NULL,
	expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE INDEX oauth_grant_tokens ON oauth_tokens (grant_id);
`
