import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { addCommands } from "../../src/commands/commands.ts";
import { newProgram, runProgram } from "../../src/commands/program.ts";
import { RunError, TrainingError } from "../../src/errors.ts";
import { packageRoot } from "../../src/package-root.ts";
import { execArgv } from "../../src/spawn.ts";

/** Runs a program whose one command does `action`, and gives its exit code and what it wrote to stderr. */
async function run(args: readonly string[], action: () => void = () => {}) {
  let stderr = "";
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  const program = newProgram();
  program.command("brew").option("--json").action(action);
  const code = await runProgram(program, args).finally(() => write.mockRestore());
  return { code, stderr };
}

test("a command that works exits 0 and says nothing", async () => {
  expect(await run(["brew"])).toEqual({ code: 0, stderr: "" });
});

test.each([
  ["command", ["brow"], "unknown command 'brow'\n(Did you mean brew?)"],
  ["option", ["brew", "--jsn"], "unknown option '--jsn'\n(Did you mean --json?)"],
])("an unknown %s exits 2 and names the nearest", async (_what, args, message) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test("a user's mistake is its message alone, and its own exit code", async () => {
  const mistake = (error: Error) => () => {
    throw error;
  };
  expect(await run(["brew"], mistake(new RunError("no run tea")))).toEqual({ code: 2, stderr: "no run tea\n" });
  expect(await run(["brew"], mistake(new TrainingError("stopped")))).toEqual({ code: 1, stderr: "stopped\n" });
});

test("a fault of ours is printed with its stack, and exits 1", async () => {
  const { code, stderr } = await run(["brew"], () => {
    throw new TypeError("broken kettle");
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^TypeError: broken kettle\n {4}at /);
});

/** The real program, as a person runs it. */
async function duologue(...args: readonly string[]) {
  const main = join(packageRoot, "src/main.ts");
  const child = spawn(process.execPath, [...execArgv("file:///main.ts"), main, ...args]);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => (stdout += String(text)));
  child.stderr.on("data", (text) => (stderr += String(text)));
  const [code] = await once(child, "close");
  return { code: code as number, stdout, stderr };
}

test("--help goes to stdout, exits 0 and ends with examples", async () => {
  const { code, stdout } = await duologue("--help");
  expect(code).toBe(0);
  expect(stdout).toContain("Examples:\n  $ duologue start");
});

test("only the command that is named is loaded", async () => {
  for (const [args, names] of [
    [["bench", "--help"], ["bench"]],
    [["--config", "serve", "corpus", "check"], ["corpus"]],
  ] as const) {
    const program = newProgram();
    await addCommands(program, args);
    expect(program.commands.map((command) => command.name())).toEqual(names);
  }
});

test("every command has a help that ends with an example", async () => {
  const program = newProgram();
  await addCommands(program, ["--help"]);
  const helps = program.commands.map((command) => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    return [command.name(), help] as const;
  });
  expect(helps.map(([name]) => name)).toContain("doctor");
  expect(helps.filter(([, help]) => !/Examples?:\n {2}\$ duologue /.test(help)).map(([name]) => name)).toEqual([]);
});

test("every command has --json", async () => {
  const program = newProgram();
  await addCommands(program, ["--help"]);
  const leaves = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  const without = leaves.filter(({ options }) => !options.some(({ long }) => long === "--json"));
  expect(without.map((command) => command.name())).toEqual([]);
});

test("a slip of the hand exits 2 with the command that was meant", async () => {
  const { code, stdout, stderr } = await duologue("docter");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Did you mean doctor?");
});
