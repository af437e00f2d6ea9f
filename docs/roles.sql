-- The two roles of the application. Run once as a superuser in its own empty database, before the first migration:
--     psql --dbname kompas --file docs/roles.sql     and then give each a password:     \password kompas
-- kompas_owner owns the tables: it migrates, and runs the commands (manage.py) and the nightly jobs, over all regions.
-- kompas is the web server's: it owns nothing, so it can take no wall and no trigger away.
CREATE ROLE kompas_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE kompas LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE EXTENSION IF NOT EXISTS btree_gist;
GRANT USAGE, CREATE ON SCHEMA public TO kompas_owner;
GRANT USAGE ON SCHEMA public TO kompas;
ALTER DEFAULT PRIVILEGES FOR ROLE kompas_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kompas;
ALTER DEFAULT PRIVILEGES FOR ROLE kompas_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO kompas;
-- The walls hold for a back-up too, and half a back-up is none: pg_dump runs as a role of its own that reads past them.
CREATE ROLE kompas_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
GRANT pg_read_all_data TO kompas_backup;
