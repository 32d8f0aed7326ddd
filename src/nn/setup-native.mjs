/**
 * Installs the native engine, @tensorflow/tfjs-node, beside this package: `npm run setup:native`. Its own installer first; where
 * the library that it downloads is not to be had, or not for this Node, the same library from TensorFlow's Python wheel,
 * and the addon built against it (needs pip, a C++ compiler and make; about 800 MB). Plain JavaScript: it runs before
 * anything is compiled.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const addon = join(root, "node_modules/@tensorflow/tfjs-node");
const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const name = `@tensorflow/tfjs-node@${peerDependencies["@tensorflow/tfjs-node"]}`;

function run(command, args, folder = root) {
  console.error(`> ${command} ${args.join(" ")}`);
  execFileSync(command, args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
}

function succeeds(work) {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function isInstalled() {
  return existsSync(join(addon, "package.json"));
}

/** In a process of its own: an addon that does not fit takes the process down. */
function loads() {
  const script = `const util = require("node:util");
    util.isNullOrUndefined ??= (value) => value == null;
    util.isArray ??= Array.isArray;
    const tf = require("@tensorflow/tfjs-node");
    if (tf.matMul([[2]], [[3]]).dataSync()[0] !== 6) process.exit(1);`;
  return succeeds(() => execFileSync(process.execPath, ["-e", script], { cwd: root, stdio: "ignore" }));
}

/** libtensorflow and its headers out of the wheel, where the addon's build looks for them. */
function unpackLibrary() {
  const work = mkdtempSync(join(tmpdir(), "duologue-native-"));
  try {
    run("python3", ["-m", "pip", "download", "--no-deps", "--quiet", "--dest", work, "tensorflow-cpu"]);
    const wheel = readdirSync(work).find((file) => file.endsWith(".whl"));
    if (wheel === undefined) throw new Error("pip left no wheel of tensorflow-cpu");
    run("python3", ["-m", "zipfile", "-e", wheel, "unpacked"], work);
    const lib = join(addon, "deps/lib");
    rmSync(join(addon, "deps"), { recursive: true, force: true });
    mkdirSync(lib, { recursive: true });
    for (const [file, link] of [
      ["libtensorflow_cc.so.2", "libtensorflow.so"],
      ["libtensorflow_framework.so.2", "libtensorflow_framework.so"],
    ]) {
      cpSync(join(work, "unpacked/tensorflow", file), join(lib, file));
      symlinkSync(file, join(lib, link));
    }
    cpSync(join(work, "unpacked/tensorflow/include"), join(addon, "deps/include"), { recursive: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

try {
  // As a plain dependency for once: an optional peer is not installed even when it is asked for.
  const install = ["install", "--no-save", "--save-prod", "--no-audit", "--no-fund"];
  if (!isInstalled() && !succeeds(() => run("npm", [...install, name]))) {
    run("npm", [...install, "--ignore-scripts", name]);
  }
  if (!loads()) {
    unpackLibrary();
    const builder = createRequire(join(addon, "package.json")).resolve("@mapbox/node-pre-gyp/bin/node-pre-gyp");
    run(process.execPath, [builder, "install", "--build-from-source"], addon);
  }
  if (!loads()) throw new Error("it was built, but does not load");
  console.log("The native engine is ready; `duologue doctor` says how fast it is.");
} catch (error) {
  console.error(`The native engine cannot be installed here: ${error.message}. Duologue goes on with the wasm engine.`);
  process.exitCode = 1;
}
