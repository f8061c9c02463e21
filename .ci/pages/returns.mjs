// Makes returns to be looked at, with the built program: returns.mjs FAVOUR FOLDER.
//
// In empty/ nothing is answered. In full/ every item is, in every way there is;
// it was sent, reopened, changed and sent again in its own place, and copy/ is for
// publication. next/ follows it, by another edition of the checklist, and is
// reopened. What people write is as long, as foreign and as hostile as it comes.
import {execFileSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const [program, folder] = process.argv.slice(2);
const author = "A. Example, Inspector";

const texts = [
	`A word that no line can hold: ${"unbreakable".repeat(12)}`,
	`</p><script>document.title = "obeyed"</script><img src="x" onerror="alert(1)"> & "quotes" 'and' <b>marks</b>`,
	"Right to left: \u0634\u0631\u0637\u0629, \u05DE\u05E9\u05D8\u05E8\u05D4; turned round: \u202Edesrever\u202C; wide: \u8B66\u5BDF; joined: e\u0301, \u{1F46E}\u{1F3FD}\u200D\u2640\uFE0F.",
	"The first line.\n\n    The third one, behind blanks.\tAnd a tab.",
	`See https://example.org/${"folder/".repeat(20)}`,
	"Officers and staff have guidance on conduct, on duty and off it.",
];
const text = n => texts[n % texts.length];

// favour runs the program on the return with that id, if any, and gives back what it prints.
function favour(id, ...args) {
	const options = {
		encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe",
		env: {...process.env, FAVOUR_STORE: join(folder, "favour.db"), FAVOUR_AS: author, FAVOUR_BACKUPS: "off"},
	};
	try {
		return JSON.parse(execFileSync(program, ["--json", ...(id ? [`--assessment=${id}`] : []), ...args], options) || "null");
	} catch (e) {
		if (e.status === 1) return JSON.parse(e.stdout); // the answer is no
		throw new Error(`favour ${args[0]}: ${e.stderr || e.message}`);
	}
}

// value is an answer to a field; n, which grows, makes them differ.
function value(field, n) {
	if (n % 17 === 5) return "not-recorded";
	if (n % 17 === 11) return `not-applicable:${text(n)}`;
	switch (field.kind) {
	case "choice": return field.options[n % field.options.length].id;
	case "count": return String([0, 1, 84, 145, 12345678][n % 5]);
	case "money": return "12345.67";
	case "date": return "2012-05-31";
	default: return text(n);
	}
}

// questions are the items that a checklist asks.
function questions(list) {
	return favour("", "checklist", "show", list).sections.flatMap(s => s.items);
}

// fill answers every item, and says what stands behind some of the answers. What
// the program calls an error it then says is not recorded, for a return with
// errors cannot be signed.
function fill(id, items, first) {
	let n = first;
	const set = (items, of) => favour(id, "set", ...items.flatMap(it => it.fields.filter(f => !f.detail).map(f => `${it.id}.${f.id}=${of(f)}`)));
	set(items, f => value(f, n++));
	const errors = favour(id, "check").filter(f => f.severity === "error").map(f => f.item);
	set(items.filter(it => errors.includes(it.id)), () => "not-recorded");
	for (const it of items.filter((_, i) => i % 3 === first % 3)) favour(id, "note", it.id, "--", text(n++));
	for (let i = 0; i < texts.length; i++) {
		const some = items.filter((_, at) => at % 9 === i).map(it => it.id);
		favour(id, "evidence", "add", ...some, `--title=${text(i)}`, ...(i ? [`--owner=${text(i)}`, "--marking=PROTECT", "--as-at=2012-05-31"] : []));
		favour(id, "action", "add", ...some, `--what=${text(i)}`, ...(i ? [`--owner=${text(i)}`, `--due=${2011 + i}-06-30`] : []));
	}
	favour(id, "action", "done", "A2");
	favour(id, "assign", "BUS", "MED-03", `--to=${text(0)}`);
	favour(id, "review", "accept", "BUS", "SOC");
	favour(id, "review", "return", "MED-01", "--note=Why?");
	favour(id, "complete", "SOC", "BUS");
}

// sign has the return signed, with all that speaks against it acknowledged.
function sign(id, name, role) {
	const who = [`--name=${name}`, `--role=${role}`];
	const {warnings} = favour(id, "sign", ...who);
	favour(id, "sign", ...who, ...warnings.map(w => `--acknowledge=${w.key}`), `--declaration=${text(1)}`);
}

const write = (id, to, ...how) => favour(id, "export", "--format=html", `--output=${join(folder, to)}`, ...how);

// The next edition asks one item no more, another for the first time, and one in other words.
const edition = join(folder, "next.yaml");
writeFileSync(edition, readFileSync("checklists/without-fear-or-favour.yaml", "utf8")
	.replace('edition: "2012.2"', 'edition: "2013.1"')
	.replaceAll("HOS-06", "HOS-16")
	.replace("Does the force publish its values", "Are the values of the force published"));

const [empty, first, next] = ["kent-2012", "leicestershire-2012", "leicestershire-2013"];
favour("", "new", "--force=kent", `--id=${empty}`, "--marking=OFFICIAL");
write(empty, "empty");

favour("", "new", "--force=leicestershire", `--id=${first}`, "--marking=RESTRICTED", "--baseline=2011-09-01", `--lead=${text(0)}`);
fill(first, questions("without-fear-or-favour"), 0);
sign(first, text(0), "Head of professional standards");
sign(first, "D. Example", text(0));
const {reference} = write(first, "sent");
favour(first, "reopen", `--reason=${text(0)}`);
favour(first, "set", "SOC-02=no", "BUS-07.received=146", `MED-01.planned=${text(0)}`, "MED-01.host=Said here alone");
sign(first, "C. Example", "Head of professional standards");
write(first, "full", `--replaces=${reference}`);

write(first, "copy", "--withhold=BUS-07=It names an officer.", `--withhold=MED-01.host=${text(0)}`, "--copy-marking=PROTECT");

favour("", "new", `--from=${first}`, `--id=${next}`, `--checklist=${edition}`, "--period=2012-06-01..2013-03-31", "--marking=RESTRICTED");
fill(next, questions(edition), 1);
sign(next, "C. Example", text(0));
favour(next, "reopen", `--reason=${text(3)}`);
favour(next, "set", "SOC-02=partly", "BUS-07.received=147");
write(next, "next");
