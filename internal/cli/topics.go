package cli

import (
	"github.com/spf13/cobra"

	"favour/internal/seal"
)

// newTopics are pages of help that belong to no command: favour help TOPIC.
func newTopics() []*cobra.Command {
	var all []*cobra.Command
	for _, t := range topics {
		all = append(all, &cobra.Command{Use: t.name, Short: t.title, Long: t.text})
	}
	return all
}

var topics = []struct{ name, title, text string }{
	{"states", "The four states of a field", `Every field is in one of four states, and they never look alike:

a value: what was answered. Nought is a value: "no instances" is a finding of its own.
not-recorded: the force does not hold the figure.
not-applicable:REASON: the question does not arise here, with the reason.
not answered: nobody has said anything yet. favour clear brings a field back to it.

favour set BUS-07.received=84
favour set DIS-02.investigated=0
favour set PSD-02.before=not-recorded
favour set PRO-09.cards="not-applicable:the force has no corporate cards"`},
	{"dates", "How dates are written", `A date is taken as 2012-05-31, 31/05/2012 or 31 May 2012, and shown as 31 May 2012. The day comes before the month; the American order is refused where it can be told, as in 05/31/2012.

A period is two dates with two dots between: 2011-09-01..2012-05-31.

--as-at takes a date too, and shows the return as it stood at the end of that day, where you are; or a time with its zone, such as 2012-05-31T12:00:00Z.`},
	{"last-time", "The next period, and last time's answers", `favour new --from ID starts the return of the next period behind the one with that ID. The force and the checklist are the same, or the checklist is a newer edition; the period is yours to give. No answer is copied.

favour new --from ID --preview says before that which items are reworded, new or no longer asked.
favour show ITEM has last time's answer below this time's. What is no longer asked can be shown too, and its answers stay.
favour still-true ITEM says that last time's answer is still true, and makes it this time's. It is said item by item.
favour compare says what has changed: better, worse, the same, or different without being either; what only one of the two answers; and the counts, by the month where the periods are not of one length.

Last time's answers are kept in the new assessment as they were when it was started. Whatever becomes of the other one, they can be read.`},
	{"formats", "The formats of the return", formatList() + "\n\nfavour export --format takes one or several with commas between, or all."},
	{"checklist-files", "How a checklist file is written", `A checklist is a YAML file: sections of items, each with its fields, what should hold between them (rules), and the sentences that its answer comes to (statement). Fields, rules and statements that several items share stand once, under forms. favour checklist lint FILE says everything that is wrong with a file, by line and column; checklist.schema.json helps an editor to write one; without-fear-or-favour.yaml is one to go by.

A rule never stops a save. What it finds is listed by favour check. It is of one of three forms:

{parts: [approved, refused], of: received}: counts that make up another. With overlap: true a case may be in several, so that nothing is said of what is left over.
{field: reviewed, not-after: to}: a date with a bound (not-after, not-before), which is another date of the item, or from, to or baseline: the days of the assessment.
{when: {direction: none, now: "<>before"}, say: "No change, but {before} then and {now} now.", code: no-change-differs, field: direction}: while the condition holds, the sentence is the finding. The code is for scripts, and none of the program's own. The field is the one to look at; it may be narrative, or be left out.

severity is error (what cannot be right; so if left out), warning (what HMIC would ask about) or note.

A condition (when) holds when each field that it names is one of its alternatives, alone or in a list:

a state: given, unanswered, not-recorded, not-applicable, answered (any but unanswered).
an option's id, or a number.
a comparison, in quotes: =, <>, <, <=, > or >= before a number, a day such as 2012-10-18, another field, or from, to or baseline. It holds only where both sides are given.

Beside its own fields an item's conditions may name remainder (what the parts leave of their total) and from, to and baseline. The condition of a rule may name narrative (what HMIC will read) and standing (met, partly-met, not-met or a state) too. A field of that name comes first.

evidence-months: 24, at the top of the file, makes evidence stale that is older than that at the end of the period.`},
	{"accessibility", "With a screen reader, a magnifier, or without colour", `favour --plain asks everything by plain prompts, line by line: one question at a time, numbered answers, and what Enter does as part of each prompt. Nothing is drawn, no colour is used, and the cursor is never moved back. All of the work can be done so, from the first question to the signed return. help at any prompt says what can be typed there, help and other words says which commands have to do with those, help all says all of it, and favour --demo --tour --plain is a tour of the work on an example.

The plain prompts are held without being asked for where ACCESSIBLE is set to 1, where TERM is dumb, and where there is no terminal to draw on. favour does not look for a screen reader: set ACCESSIBLE=1 in your environment once, and favour alone is enough.

With a screen reader: use the plain prompts. Nothing that was just said is said again; show reads a question and all of its answer, and hints off has the prompts say no more than what is asked and what Enter does. settings lists what you can set with a number for each, such as how days are said and where exports go, and a number changes it. Where any text is an answer, commands begin with a slash, such as /contents; help, back and quit do without everywhere. A line that you type ends with Enter; where a text may have several lines, a line with a single full stop ends it, /read reads what you have typed so far, and /editor goes on in your own editor, the one that VISUAL or EDITOR names. The numbers of a list mean the same for as long as you work on it: leave goes from a question back to the list, which then says only what has changed, and again reads all of it with new numbers. In a list of questions, several with their numbers, such as several 1-4, 7, does the same to all of them once you have heard what it would change.

With a magnifier or a Braille line: in the terminal app the cursor of the terminal stands on the line or in the field that is worked on, so that what follows the cursor follows the work. In the plain prompts every line begins at the left edge, but for texts that people wrote, which are indented by two. COLUMNS=40 before the command breaks lines at 40 columns.

Without colour: colour never says anything alone; states are words, here and in every export. NO_COLOR=1 turns colour off, favour settings theme none does so in the app for good, and otherwise the app uses the colours of your terminal, so that a palette of high contrast holds for it too.

With few keys or another input: nothing times out, and nothing is lost by waiting, by going back or by an input that ends: what was answered is saved, and what was being typed is kept and offered again. Where the disk takes neither, that is said, and quitting takes a second word. Ctrl+C in the plain prompts stops what takes long, such as reading the files of evidence, and ends favour at a prompt.

For scripts: a file of answers, a line each, can be the input, as in favour --plain < answers. The end of the input is an error and never an answer: the last line is quit. The commands do the same with less; see favour help.`},
	{"files", "Where things are kept", `The assessments are in one file, favour/favour.db in the data folder of the user, or the file that --store or FAVOUR_STORE names. It opens for the user alone. It should not be on a network drive or in a folder that is synchronised.

Text that was being typed in the app when it stopped is kept in favour/drafts in the folder for state of the user, in a folder for each store, and offered again.

A receipt of every export is kept in favour/receipts there too; see favour receipts.

Backups are kept beside the file with the assessments, in a folder of the same name that ends in .backups; see favour help backups.

Who is writing and what else is set is kept in favour/settings.yaml in the settings folder of the user, see favour help settings; and where the app was left in favour/places.json in the folder for state.

Nothing is sent anywhere: the program makes no network connection.`},
	{"backups", "Backups, and what to do when something is lost", `On each day of use favour copies the store before the first change is saved, while others may go on working. It does so too before a newer version of favour brings the store's format up to date, before favour restore replaces it, and before favour import takes answers over. The last ten copies made for each of these reasons are kept, beside the store in a folder of the same name that ends in .backups. A copy in which not everything is sound drives out none that is.

A backup on the same disk does not help when the disk is lost: favour backup FILE copies the store to another one.

FAVOUR_BACKUPS names another folder, or is off for no backups. In the settings the same is set for good, with the folder and how many are kept, where 0 is none:

backups:
  folder: /media/usb/favour
  keep: 20

favour doctor says whether the store is sound, which backups there are, and how to go on if it is not.
favour restore FILE puts a backup in the place of the store, which is kept aside.
favour doctor --salvage FILE brings out of a damaged store whatever can be brought out.

Every backup is a store like any other: favour list --store FILE says what is in it.`},
	{"json", "What --json prints", `Every command that prints takes --json. Members may be added in later versions; none is renamed.

A value is null where a field is not answered, a number for a count, text for any other value, and {"state":"not-recorded"} or {"state":"not-applicable","reason":TEXT} otherwise. Days are 2012-05-31, and times are in UTC.

new, set, still-true, clear, note, details with flags, complete, assign, whatever changes evidence, actions and reviews, reopen, undo, redo: {"assessment","saved","head":{"sequence","sha256"},"change":{"sequence","time","author":{"name","role"},"reason","undoes","redoes","summary","edits":[{"at","old","new"}],"sha256"},"uncovered":{"items","details"}}
new --from: that and "follows","items":{"unchanged","reworded","new","retired"}
new --preview: {"from","was":{"id","edition","digest"},"is":{…},"unchanged":[ITEM…],"reworded":[{"id","wordings":[{"what","spans":[{"in","text"}]}]}],"new":[{"id","title","question"}],"retired":[…]}, where in is both, was or is
list: [{"id","force","from","to","items","answered","attention","changes","changed","signed","error"}]
show: [{"id","section","title","question","standing","fields":[{"id","label","kind","asked","value"}],"remainder","statement","narrative","internal","evidence":[…],"actions":[…],"assigned","review":{"state","by","time","note","reply"},"retired","last":{"assessment","outcome","wordings":[…],"item":{…}}}], where last is there if the return follows another, and its item is as it was then
details: {"assessment","force":{"id","name","self","region"},"period":{"from","to"},"baseline","marking","lead","deadline","markings":[…]}
status: {"assessment","force","marking","total":{…},"sections":[{"id","title","state","complete","items","answered","standings":{…},"attention","open-actions","overdue-actions","reviews":{…}}],"people":[…],"outlook":{"deadline","days-left","left","pace","expected","behind","at-risk":[…],"waiting-on":[…]},"signed","head"}
check: [{"severity","code","section","item","field","text","key"}]
compare: {"then":{"assessment","from","to","months","checklist":{…}},"now":{…},"asked","comparable","totals":{…},"unanswered","same-length","items":[{"id","section","title","outcome","then","now","reworded","differs","counts":[{"field","label","kind","then","now","then-monthly","now-monthly"}]}]}
log: a list of changes as above
evidence list: [{"id","title","owner","as-at","marking","where","sha256","items","findings":[{"severity","code","text"}]}]
actions: [{"id","what","owner","due","status","overdue","items"}]; with --ics FILE {"assessment","file":{"path","bytes","sha256"},"actions":[…],"left":[…]}
people: [{"name","items","answered","left","returned","open-actions","overdue-actions"}]; of one of them that and "to-answer":[{"id","title","standing","review"}],"actions":[…]
review: [{"item","section","title","standing","state","by","time","note","reply"}]
sign: {"assessment","signed","errors":[…],"warnings":[…],"signature":{…},"head"}, where errors and warnings are as those of check
signatures: [{"id","name","rank","role","declaration","time","sha256","acknowledged":[…],"stands","reopened":{"reason","by","time"},"uncovered":{"items":[…],"details":[…]}}]
export: {"reference","assessment","head","marking","files":[{"path","bytes","sha256"}],"seal":{"files","signed-by","encrypted"},"replaces":{"reference","changes":[{"item","words"}]}}, where seal is there for a sealed return, signed-by is the fingerprint of the key and encrypted the number of keys, and replaces is there with --replaces; with --withhold "withheld":[{"item","part","reason","implied"}]
receipts: [{"reference","time","assessment","force","period","marking","digest","head","replaces","signed-by","encrypted","withheld","files":[{"path","bytes","sha256"}]}]
verify: [{"file","ok","problem","encrypted","signature":{"key","type","by":[NAME…]},"known-checklist","signed-off":[{"who","time","stands","whole","sha256"}],"digest","manifest"}], where digest is worked out from the answers, and manifest is as it stands in the file
pack: {"assessment","head","to","items":[ID…],"file":{"path","bytes","sha256"}}
import: {"assessment","to","made-at":{"sequence","sha256"},"proposals":[{"item","field","at","outcome","sent","yours","theirs","accepted","place":{"sheet","row","column"}}],"problems":[{"item","field","place","problem","cure"}],"notes":[TEXT…],"saved","head","change":{…}}, where outcome is new, differs, changed (since the file was made) or same, and change is there once something was taken over
checklist list: [{"id","edition","title","provenance","official","sections","items","digest"}]
checklist show: the checklist as stored assessments carry it
checklist lint: [{"file","line","column","text"}]
as: {"name","role"}
settings: {"path","values":{NAME:VALUE},"set":[NAME],"keys":{ID:[KEY]},"complaints":[{"line","column","text"}]}; of one {"name","value","usual"} or {"name","keys"}
doctor: {"store","sound","bytes","mode","version","reads","records","trouble","assessments":[{"id","sound","changes","soundChanges","trouble"}],"drafts","backups":{"folder","keep","files":[…]},"warnings":[…],"advice":[…]}
doctor --salvage: {"store","path","complete","assessments":[{"id","saved","of","unproven","lastBy","lastTime"}],"loose","newer"}
backup: {"store","path","bytes","assessments":[{"id","changes"}]}
restore: {"store","from","aside","assessments":[{"id","changes"}]}

The return itself, as data, is favour export --format json.`},
	{"signing", "Review and signatures", `A return goes through other hands before it is sent:

favour assign says who is to answer an item or a section, and favour people what each still has to do.
favour review return sends an item back with a note, favour review reply answers the note, and favour review accept accepts the answer as it is. One that is changed later is "changed since accepted".
favour sign puts a name under exactly what the return says. Errors bar it, and each warning is acknowledged by its key. A second person may sign as well. From then on nothing can be changed or undone.
favour reopen, with a reason, lets it be changed again. The signature stays on record, and what it no longer covers is said by favour signatures, by favour show, and in every export.

What is signed is known by its SHA-256: that of the answers, what HMIC will read, the evidence and the actions, and the details, as they go to HMIC. It is the same for as long as none of these is changed. Internal notes, reviews, assignments and the deadline are not in it; but while a signature stands they cannot be changed either.`},
	{"packs", "Questions to a colleague, and answers back", `favour pack writes questions to a file for somebody who does not have this program, and favour import reads what comes back:

favour assign PRO --to "Head of procurement"
favour pack --to "Head of procurement" --output procurement.xlsx
favour import procurement.xlsx
favour import procurement.xlsx --accept-new

A file may be a workbook (.xlsx), CSV or JSON:

` + packFormatList() + `

What comes back is never an answer by itself. favour import lists it as proposals, each beside what stands now:

new answer: nothing stands there, and nothing did when the file was made.
differs from yours: another answer stands, as it did then. It is replaced only where --accept names the item.
changed since the pack was made: somebody has changed it meanwhile. It too takes --accept.
same as yours: there is nothing to do.

What was left as it was says nothing, and a cell that was emptied takes no answer away. What is taken over is one change in the name of the colleague, entered by you.

How a figure or a date is written does not matter where only one thing can be meant: 1,145 and 1 145, £25 and 50p, 31/05/2012, 31st of May 2012, n/a. Nought is 0; “none” could be nought or not recorded, and so is listed as a problem, by row and column, with what to write instead. Of a formula the value counts that it last came to.

Rows and columns may be moved, and others put between, as long as the hidden columns stay. A file is refused as a whole if it is of another assessment, or of another edition of the checklist.`},
	{"exit-codes", "What the exit code says", `0: done.
1: the answer is no: favour check found an error, favour import found something that cannot be understood, something bars favour sign, favour status --due is behind the deadline, favour compare --exit-code found a change, favour checklist lint has a complaint, favour as knows nobody, favour doctor found something that is not sound or that could not be saved, favour verify does not believe a return, nobody agreed to favour restore.
2: the command line cannot be understood; nothing was changed.
3: it could not be done, such as a change to a return that is signed, or the plain prompts were ended by the end of their input; standard error says why, and what to do.`},
	{"return", "What is in the return, and what is not", `In it: the force, the period, the marking and the method; the progress in numbers; the statements; the counts; what is outstanding, with its actions; every item with its answers, what HMIC will read, and the title, owner, date and marking of the evidence; whose an item is, and what its review has come to; what has become of each item since last time, with last time's answers, and the old wording beside the new; the registers of evidence and actions; the signatures, what was signed and what they no longer cover, and why it was reopened; the number of changes, and the digests of what the return says, of the last change and of the checklist. The digest of what it says can be worked out again from the JSON alone, as is said at the end of this text.

Not in it: internal notes, last time's too; the notes of reviewers and what was answered to them; where evidence is kept, and the SHA-256 of its files; the deadline; who changed what; the login name, the name of the computer, and paths.

favour export --withhold, and the export of the app and of the plain prompts, can write a redacted copy for publication instead. What is withheld can be read nowhere in it, and not be worked out from it; the rest is what the return says.

favour export --seal, and the export of the app and of the plain prompts, can put it into one file, of which favour verify says whether it is genuine, complete and unaltered. That file can be read and checked without favour too, now and in ten years. What follows stands in every such file, as READ ME.txt:

` + seal.ReadMe()},
}
