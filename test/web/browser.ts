import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium: the one that CHROME_PATH names, else the system's, else the one in an npm package. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROME_PATH"] ?? onPath() ?? (await packaged()), args: flags });
}

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** The package brings the libraries that a bare system lacks, but unpacks them only where it takes the system for AWS's. */
async function packaged(): Promise<string> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: package_ } = await import("@sparticuz/chromium");
  package_.setGraphicsMode = false;
  return package_.executablePath();
}
