// Looks at pages as people come to them: look.mjs PAGE... They are called by the
// folders they are in.
//
// In every width, theme and set of colours, axe-core must find no violation of
// WCAG 2.2 at A or AA, every table must have its heads, nothing may have to be
// scrolled sideways, and nothing but the page itself is asked for. Printed, it has
// its protective marking at the head and at the foot of every sheet, and no heading
// stands alone at the end of one.
import {AxeBuilder} from "@axe-core/playwright";
import {execFileSync} from "node:child_process";
import {availableParallelism} from "node:os";
import {basename, dirname} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const colours = ["color-contrast", "link-in-text-block"]; // the rules that a theme can break
const desktop = {viewport: {width: 1280, height: 900}};
const phone = {viewport: {width: 375, height: 812}, isMobile: true, hasTouch: true};
const narrowest = {width: 320, height: 640}; // in which WCAG wants no scrolling sideways

// Every width, every theme: what one looks like does not depend on the other.
const ways = [
	{way: "on a desktop", options: desktop},
	{way: "on a phone, dark", options: {...phone, colorScheme: "dark"}, stacked: true},
	{way: "in forced colours", options: {...desktop, forcedColors: "active"}, rules: colours},
	{way: "printed", options: desktop, printed: true},
];

let complaints = 0;
function complain(where, what) {
	complaints++;
	console.log(`${where}: ${what}`);
}

// accessible has axe-core look at what is shown: by the rules named, or by all of WCAG's.
async function accessible(tab, where, rules) {
	const axe = new AxeBuilder({page: tab}).options({resultTypes: ["violations"]});
	const {violations, passes} = await (rules ? axe.withRules(rules) : axe.withTags(wcag)).analyze();
	if (passes.length < (rules ? 1 : 20)) complain(where, `axe-core had only ${passes.length} rules to go by`);
	for (const v of violations) {
		const nodes = v.nodes.slice(0, 3).map(n => `\n  ${n.target}\n  ${n.html.slice(0, 200)}\n  ${n.failureSummary}`);
		complain(where, `${v.help} (${v.id}, ${v.nodes.length} times)${nodes.join("")}`);
	}
}

// headed looks for tables whose cells have nothing to be read with: axe-core takes
// what has no head for one that needs none.
async function headed(tab, where) {
	const bare = await tab.evaluate(() => [...document.querySelectorAll("table")].filter(t => {
		const heads = [...t.tHead?.rows[0].cells ?? []], said = e => e?.textContent.trim();
		return !said(t.caption) || !heads.length || heads.some(h => h.scope !== "col" || !said(h)) ||
			[...t.tBodies, ...t.tFoot ? [t.tFoot] : []].some(b => [...b.rows].some(r =>
				!said(r.querySelector("th[scope=row], th[scope=rowgroup]") ?? b.querySelector("th[scope=rowgroup]"))));
	}).map(t => t.outerHTML.slice(0, 200)));
	if (bare.length) complain(where, `${bare.length} tables lack a caption, or heads of columns or rows: ${bare[0]}`);
}

// fits looks for what sticks out at the side.
async function fits(tab, where) {
	const wide = await tab.evaluate(() => {
		const room = document.documentElement.clientWidth, width = document.documentElement.scrollWidth;
		if (width <= room) return "";
		const out = [...document.querySelectorAll("body *")].find(e => e.getBoundingClientRect().right > room + 1);
		return `it is ${width} pixels wide, in ${room}: ${out?.outerHTML.slice(0, 200)}`;
	});
	if (wide) complain(where, wide);
}

// stacks looks for cells that are squeezed, where each has a line of its own.
async function stacks(tab, where) {
	const narrow = await tab.evaluate(() => [...document.querySelectorAll("tbody td, tbody th")]
		.filter(e => e.offsetWidth && e.offsetWidth < e.parentElement.offsetWidth * 0.9).map(e => e.outerHTML.slice(0, 200)));
	if (narrow.length) complain(where, `${narrow.length} cells are squeezed: ${narrow[0]}`);
}

// prints looks for sheets without the marking, and for headings and heads of tables
// with nothing below them. Chromium prints what is fixed to the window elsewhere
// once that was scrolled, so it is.
async function prints(tab, where) {
	const marking = await tab.locator(".marking-head").innerText();
	const heads = new Map(await tab.evaluate(() => [...document.querySelectorAll("h2, h3, h4, caption")]
		.map(e => [e.textContent.trim(), e.closest("table")?.tHead.textContent ?? ""])));
	await tab.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
	const text = execFileSync("pdftotext", ["-layout", "-", "-"], {input: await tab.pdf({preferCSSPageSize: true}), encoding: "utf8", maxBuffer: 1 << 26});
	const sheets = text.split("\f").slice(0, -1);
	if (sheets.length < 3) complain(where, `it comes to ${sheets.length} sheets`);
	sheets.forEach((sheet, i) => {
		const lines = sheet.split("\n").map(l => l.trim()).filter(l => l), which = `sheet ${i + 1} of ${sheets.length}`;
		if (lines.length < 3 || lines[0] !== marking || lines.at(-1) !== marking)
			return complain(where, `${which} is not marked ${marking} at head and foot: ${lines[0]} ... ${lines.at(-1)}`);
		const last = lines.findLastIndex(l => heads.has(l));
		const below = lines.slice(last + 1, -1).join(" ").split(" ").filter(word => !heads.get(lines[last])?.includes(word));
		if (last > 0 && !below.length) complain(where, `${which} ends with the heading ${lines[last]}`);
	});
}

async function look(browser, path, {way, options, rules, stacked, printed}) {
	const url = pathToFileURL(path).href, where = `${basename(dirname(path))}, ${way}`;
	const context = await browser.newContext(options);
	const tab = await context.newPage();
	tab.on("crash", () => { throw new Error(`${where}: Chromium gave the page up`); });
	tab.on("request", r => r.url() === url || complain(where, `it asks for ${r.url()}`));
	await tab.goto(url);
	if (printed) {
		await prints(tab, where);
	} else {
		await accessible(tab, where, rules);
		await headed(tab, where);
		await fits(tab, where);
	}
	if (stacked) {
		await stacks(tab, where);
		await tab.setViewportSize(narrowest);
		await fits(tab, `${where} of 320 pixels`);
	}
	await context.close();
}

const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking"],
});
const queue = process.argv.slice(2).flatMap(path => ways.map(way => [path, way]));
const looks = queue.length;
if (!looks) complain("look.mjs", "no page was named");
await Promise.all(Array.from({length: availableParallelism()}, async () => {
	for (let next; (next = queue.shift());) await look(browser, ...next);
}));
await browser.close();
console.log(`${looks} looks, ${complaints} complaints`);
process.exitCode = complaints ? 1 : 0;
