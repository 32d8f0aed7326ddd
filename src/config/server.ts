import { z } from "zod";

export const serverSettings = z.strictObject({
  port: z.int().min(0).max(65_535).default(3000).describe("Port to listen on; 0 = any free one. PORT sets it too."),
  host: z.string().min(1).default("127.0.0.1").describe("Address to listen on; 0.0.0.0 = every one. HOST sets it too."),
});
