# Read by the image's entry script after grants.sql, on first start: Grafana shows a password. UNTESTED.
clickhouse-client --host 127.0.0.1 <<SQL
CREATE USER IF NOT EXISTS usp_grafana IDENTIFIED WITH sha256_password BY '$(cat /run/grafana-reader/password)'
  SETTINGS PROFILE 'usp_reader';
GRANT SELECT ON usp.* TO usp_grafana;
SQL
