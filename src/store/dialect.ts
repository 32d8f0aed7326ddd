import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Dialect, SqliteDialect } from "kysely";
import Database from "libsql";

/** The one place that knows which database holds the tables; ids and times are text so that any SQL database can. */
export function dialectFor(file: string): Dialect {
  return new SqliteDialect({
    // eslint-disable-next-line typescript/require-await -- Kysely wants a promise; libsql opens at once.
    database: async () => {
      mkdirSync(dirname(file), { recursive: true });
      const database = new Database(file);
      // Readers do not wait for the writer, and a writer waits for another one instead of failing.
      database.pragma("journal_mode = WAL");
      database.pragma("synchronous = NORMAL");
      database.pragma("foreign_keys = ON");
      database.pragma("busy_timeout = 5000");
      return database;
    },
  });
}
