import { Kysely, Migrator } from "kysely";
import { ServerError } from "../errors.ts";
import { dialectFor } from "./dialect.ts";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** Runs, conversations and ratings. */
export type Store = Kysely<Tables>;

/** Opens the database, makes or brings up to date its tables. `close` it with `destroy()`. */
export async function openStore(file: string): Promise<Store> {
  const store = new Kysely<Tables>({ dialect: dialectFor(file) });
  const migrator = new Migrator({ db: store, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await store.destroy();
    throw new ServerError(
      `${file}: its tables cannot be brought up to date; move the file away to begin with an empty one`,
      {
        cause: error,
      },
    );
  }
  return store;
}
