// Every table and view with DuckDB's client for Node: node .ci/interop.mjs WAREHOUSE
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(`${process.argv[2]}/kyokai.duckdb`, { access_mode: 'READ_ONLY' });
const connection = await instance.connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRows();
const names = await rows(
  "select table_schema, table_name from information_schema.tables where table_schema in ('core', 'evidence', 'marts', 'meta', '日本語')",
);
for (const [schema, table] of names) await rows(`from "${schema}"."${table}"`);
console.log(`✓ ${names.length} tables and views: Node, DuckDB ${(await rows('select version()'))[0][0]}`);
