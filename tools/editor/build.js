// Makes of editor.js and of the packages that the lock names one file that travels with the package, and beside it their
// licences: `npm ci && npm run build`. Versions are exact, so the same lock makes the same file.
import { readFileSync, readdirSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = new URL("../../src/detente/workbench/static/vendor/", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf-8"));

const made = await build({
  entryPoints: [new URL("editor.js", import.meta.url).pathname], bundle: true, minify: true, write: false, metafile: true,
  format: "esm", target: "es2020", charset: "utf8", legalComments: "none",
});
const inside = [...new Set(Object.keys(made.metafile.inputs).flatMap((path) => {
  const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  return found ? [found[1]] : [];
}))].sort();

const texts = new Map();  // each licence once, below the packages that it is of
for (const name of inside) {
  const told = lock.packages[`node_modules/${name}`];
  if (told.license !== "MIT") throw new Error(`${name} has the licence ${told.license}`);
  const text = readFileSync(new URL(`node_modules/${name}/LICENSE`, import.meta.url), "utf-8").trim();
  texts.set(text, [...(texts.get(text) || []), `${name} ${told.version}`]);
}
const stem = `codemirror-${lock.packages["node_modules/codemirror"].version}-MIT`;
const parts = inside.map((name) => `${name} ${lock.packages[`node_modules/${name}`].version}`).join(", ");
mkdirSync(OUT, { recursive: true });
for (const old of readdirSync(OUT)) rmSync(new URL(old, OUT));
const banner = `/*! CodeMirror and what it is made of (MIT, see ${stem}.txt): ${parts} */\n`;
writeFileSync(new URL(`${stem}.js`, OUT), banner + made.outputFiles[0].text);
writeFileSync(new URL(`${stem}.txt`, OUT), [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(79)}\n\n`));
console.log(`${stem}.js: ${(banner.length + made.outputFiles[0].contents.length).toLocaleString("en")} bytes`);
