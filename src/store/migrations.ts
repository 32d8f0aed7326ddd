import type { Kysely, Migration } from "kysely";
import type { Tables } from "./tables.ts";

/** By name, in the order of their names; one that has been released is never changed. */
export const migrations: Record<string, Migration> = {
  "2026-01-tables": {
    async up(database: Kysely<Tables>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable("runs")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("corpus", "text", (column) => column.notNull())
        .addColumn("opened_at", "text", (column) => column.notNull())
        .addColumn("verdict", "text")
        .execute();
      await schema
        .createTable("conversations")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("session", "text", (column) => column.notNull())
        .addColumn("run", "text", (column) => column.notNull().references("runs.name"))
        .addColumn("agent_seat", "text", (column) => column.notNull())
        .addColumn("scene", "text", (column) => column.notNull())
        .addColumn("started_at", "text", (column) => column.notNull())
        .execute();
      await schema
        .createIndex("conversations_of_session")
        .on("conversations")
        .columns(["session", "started_at"])
        .execute();
      await schema
        .createTable("turns")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("conversation", "text", (column) => column.notNull().references("conversations.id"))
        .addColumn("side", "text", (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull())
        .addColumn("exchange", "integer", (column) => column.notNull())
        .addColumn("seat", "text", (column) => column.notNull())
        .addColumn("text", "text", (column) => column.notNull())
        .addColumn("words", "text", (column) => column.notNull())
        .addColumn("gives", "text", (column) => column.notNull())
        .addColumn("takes", "text", (column) => column.notNull())
        .addColumn("cut", "integer", (column) => column.notNull())
        .addColumn("ends", "integer", (column) => column.notNull())
        .addColumn("outcome", "text")
        .addColumn("said_at", "text", (column) => column.notNull())
        .addUniqueConstraint("turns_in_order", ["conversation", "side", "position"])
        .execute();
      await schema
        .createTable("thumbs")
        .addColumn("turn", "text", (column) => column.primaryKey().references("turns.id"))
        .addColumn("thumb", "text", (column) => column.notNull())
        .addColumn("rated_at", "text", (column) => column.notNull())
        .execute();
      await schema
        .createTable("preferences")
        .addColumn("conversation", "text", (column) => column.notNull().references("conversations.id"))
        .addColumn("exchange", "integer", (column) => column.notNull())
        .addColumn("choice", "text", (column) => column.notNull())
        .addColumn("rated_at", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("preference_of_exchange", ["conversation", "exchange"])
        .execute();
    },
  },
};
