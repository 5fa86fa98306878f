/* Builds the third-party files of assets/ from node_modules/; see docs/decisions/0002-third-party-assets.md.
 * Output: assets/vendor/ and assets/css/00-bootstrap.min.css, each text file with .br and .gz beside it. */
import { build } from "esbuild";
import { createRequire } from "node:module";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..");
const MODULES = join(ROOT, "node_modules");
const VENDOR = join(ROOT, "assets", "vendor");
const FONT = "@fontsource-variable/source-sans-3";
const FONT_SUBSETS = ["latin-ext", "latin"];

const versionOf = (name) => createRequire(import.meta.url)(join(MODULES, name, "package.json")).version;

async function writeCompressed(path, text) {
  const bytes = Buffer.from(text);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  await writeFile(path, bytes);
  await writeFile(`${path}.br`, brotliCompressSync(bytes, brotli));
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

async function buildPlotly() {
  const result = await build({
    entryPoints: [join(HERE, "plotly-bundle.cjs")],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "Plotly",
    define: { global: "window" },
    loader: { ".css": "text" },
    legalComments: "none",
    banner: { js: `/* plotly.js ${versionOf("plotly.js")}, MIT; licence: plotly.js.LICENSE.txt */` },
    write: false,
    logLevel: "error",
  });
  await writeCompressed(join(VENDOR, `plotly-${versionOf("plotly.js")}.min.js`), result.outputFiles[0].text);
}

/* The grid of the data desk is of use to one page only. Dash would put it into every page, so it
 * stands in a folder that app.py hides from Dash, and assets/js/datadesk/grid.js fetches it. */
async function buildGrid() {
  const version = versionOf("ag-grid-community");
  const result = await build({
    entryPoints: [join(HERE, "grid-bundle.mjs")],
    bundle: true,
    minify: true,
    format: "iife",
    legalComments: "none",
    banner: { js: `/* AG Grid Community ${version}, MIT; licence: ../ag-grid.LICENSE.txt */` },
    write: false,
    logLevel: "error",
  });
  await mkdir(join(VENDOR, "on-demand"), { recursive: true });
  await writeCompressed(join(VENDOR, "on-demand", `ag-grid-${version}.min.js`), result.outputFiles[0].text);
}

/* Bootstrap stands in css/ because Dash links style sheets in the order of their paths,
 * and ours must come after it. */
async function copyBootstrap() {
  const css = await readFile(join(MODULES, "bootstrap", "dist", "css", "bootstrap.min.css"), "utf8");
  const withoutMap = css.replace(/\/\*# sourceMappingURL=.*?\*\//, "");
  await writeCompressed(join(ROOT, "assets", "css", "00-bootstrap.min.css"), withoutMap);
}

async function copyFont() {
  const css = await readFile(join(MODULES, FONT, "index.css"), "utf8");
  const rules = css.match(/@font-face\s*\{[^}]*\}/g);
  const kept = FONT_SUBSETS.map((subset) => rules.find((rule) => rule.includes(`-3-${subset}-wght-normal.woff2`)));
  for (const subset of FONT_SUBSETS) {
    const file = `source-sans-3-${subset}-wght-normal.woff2`;
    await cp(join(MODULES, FONT, "files", file), join(VENDOR, "fonts", file));
  }
  const text = kept.join("\n").replaceAll("./files/", "fonts/").replaceAll(" Variable'", "'");
  await writeCompressed(join(VENDOR, "source-sans-3.css"), `${text}\n`);
}

/* Dash has no <svg> component, so an icon is an element painted in currentColor through a mask. */
async function buildIcons() {
  const list = await readFile(join(HERE, "icons.txt"), "utf8");
  const names = list.split("\n").filter((line) => line && !line.startsWith("#"));
  const rules = [
    ".icon{display:inline-block;flex:none;width:1em;height:1em;vertical-align:-.125em;" +
      "background-color:currentColor;forced-color-adjust:none;" +
      "-webkit-mask:var(--icon) center/contain no-repeat;mask:var(--icon) center/contain no-repeat}",
    "@media (forced-colors:active){.icon{background-color:CanvasText}}",
    "@media print{.icon{print-color-adjust:exact;-webkit-print-color-adjust:exact}}",
  ];
  for (const name of names) {
    const svg = await readFile(join(MODULES, "bootstrap-icons", "icons", `${name}.svg`), "utf8");
    const shapes = svg.replace(/<svg[^>]*>|<\/svg>/g, "").replace(/\s*\n\s*/g, "");
    const alone = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>${shapes.replaceAll('"', "'")}</svg>`;
    const uri = alone.replaceAll("#", "%23").replaceAll("<", "%3C").replaceAll(">", "%3E");
    rules.push(`.icon-${name}{--icon:url("data:image/svg+xml,${uri}")}`);
  }
  await writeCompressed(join(VENDOR, "icons.css"), `${rules.join("\n")}\n`);
}

async function copyLicences() {
  const sources = { "plotly.js": "plotly.js", bootstrap: "bootstrap", "bootstrap-icons": "bootstrap-icons", [FONT]: "source-sans-3" };
  for (const [name, label] of Object.entries(sources)) {
    await cp(join(MODULES, name, "LICENSE"), join(VENDOR, `${label}.LICENSE.txt`));
  }
  await cp(join(MODULES, "ag-grid-community", "LICENSE.txt"), join(VENDOR, "ag-grid.LICENSE.txt"));
}

await rm(VENDOR, { recursive: true, force: true });
await mkdir(join(VENDOR, "fonts"), { recursive: true });
await mkdir(join(ROOT, "assets", "css"), { recursive: true });
await Promise.all([buildPlotly(), buildGrid(), copyBootstrap(), copyFont(), buildIcons(), copyLicences()]);
