-- For ClickHouse 24.8 and newer (names that end in * are patterns), run by an administrator before `usp-telemetry migrate`
-- makes the database, here `usp`. infra/e2e/doors/grants.e2e.test.ts lets each user do its work with these rights on the embedded
-- ClickHouse, and try what it may not. UNTESTED: who is who. By certificate (USP_CLICKHOUSE_TLS_CERTIFICATE), as here; by password:
-- IDENTIFIED WITH sha256_password BY '...'.

CREATE USER IF NOT EXISTS usp_migrate IDENTIFIED WITH ssl_certificate CN 'usp-migrate';
CREATE USER IF NOT EXISTS usp_sink IDENTIFIED WITH ssl_certificate CN 'usp-sink';
CREATE USER IF NOT EXISTS usp_rollup IDENTIFIED WITH ssl_certificate CN 'usp-rollup';
CREATE USER IF NOT EXISTS usp_operator IDENTIFIED WITH ssl_certificate CN 'usp-operator';
CREATE USER IF NOT EXISTS usp_auditor IDENTIFIED WITH ssl_certificate CN 'usp-auditor';
CREATE USER IF NOT EXISTS usp_reader IDENTIFIED WITH ssl_certificate CN 'usp-reader';

-- migrate: makes and changes tables and views, fills what a new one begins with, and keeps a list of what it did.
GRANT CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP TABLE, DROP VIEW, ALTER, SELECT, INSERT ON usp.* TO usp_migrate;
GRANT TABLE ENGINE ON * TO usp_migrate;
GRANT SET DEFINER ON usp_migrate TO usp_migrate;

-- sink: into landing tables alone; materialized views write on in the name of who made them, where the server has server.xml's
-- ignore_empty_sql_security_in_create_view_query false before they are made (else: GRANT SELECT ON usp.* too). It compares columns; `doctor` asks
-- with its account which migrations there are.
GRANT INSERT ON usp.landing_* TO usp_sink;
GRANT SHOW COLUMNS ON usp.* TO usp_sink;
GRANT SELECT ON usp.schema_migration TO usp_sink;

-- rollup: counts windows again, and takes away what is settled.
GRANT SELECT ON usp.* TO usp_rollup;
GRANT INSERT ON usp.home_* TO usp_rollup;
GRANT INSERT ON usp.band_* TO usp_rollup;
GRANT INSERT ON usp.radio_* TO usp_rollup;
GRANT INSERT ON usp.station_* TO usp_rollup;
GRANT ALTER DELETE ON usp.home_hour_change_store TO usp_rollup;

-- An operator, who is one at Kafka too (kafka/acls.txt). forget: deletes a home's rows wherever there are any, blanks a MAC address,
-- keeps its list of hashes. dead-letters redrive: inserts as the sink does what ClickHouse had refused.
GRANT SELECT, ALTER DELETE, ALTER UPDATE ON usp.* TO usp_operator;
GRANT INSERT ON usp.forgotten TO usp_operator;
GRANT INSERT ON usp.home_hour_change_store TO usp_operator;
GRANT INSERT ON usp.landing_* TO usp_operator;

-- An auditor. ledger check: reads, and makes rows once more in tables of its own, which it takes away.
GRANT SELECT ON usp.* TO usp_auditor;
GRANT CREATE TABLE, INSERT, TRUNCATE, DROP TABLE ON usp.ledger_check_* TO usp_auditor;
GRANT TABLE ENGINE ON Memory TO usp_auditor;

-- query, report, Grafana: reads, and can't get out of its limits. A view asks what its reader may read. Time is no constant, as
-- Grafana's plugin sets its own (its timeout and 5 s).
CREATE SETTINGS PROFILE IF NOT EXISTS usp_reader;
ALTER SETTINGS PROFILE usp_reader SETTINGS
  readonly = 2,
  max_execution_time = 60 MIN 1 MAX 120,
  max_memory_usage = 8000000000 CONST,
  max_result_rows = 1000000 CONST,
  result_overflow_mode = 'throw' CONST;
ALTER USER usp_reader SETTINGS PROFILE 'usp_reader';
GRANT SELECT ON usp.* TO usp_reader;
