package linear_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/keymap"
	"favour/internal/pack"
)

// A counterpart is how something that the terminal app can do is done in the plain
// prompts.
type counterpart struct {
	world func(*testing.T) *world // answered if nil; HOME in lines is its folder
	at    []string                // lines that lead to where it can be done
	help  string                  // what help says of it there
	typed []string                // does it
	says  string                  // that it is done
	none  string                  // or why there is none, and nothing is lost for that
}

// Reasons for which some actions of the app have no counterpart.
const (
	noCursor  = "Nothing is selected: several takes the numbers of the questions."
	noScreen  = "Nothing is drawn that could be scrolled, opened or closed: what was said stays in the terminal, and the prompt is asked again."
	noMarks   = "No part of a line is marked: the terminal copies and pastes, /drop takes a line back, and a line that is saved can be typed anew."
	noKeys    = "The prompts have no keys to set."
	noRunning = "What runs is waited for; Ctrl+C stops it, and nothing half done is left."
	noMouse   = "The prompts do not follow the mouse, so the terminal selects text as it always does."
	noGuess   = "Go says which questions could be meant, and takes the reference of one."
)

// counterparts are those of all actions of the terminal app.
var counterparts = map[string]counterpart{
	"app.help":           {help: "A number opens that section.", typed: []string{"help sign"}, says: "sign: sign the return."},
	"app.palette":        {help: "help all says all of it", typed: []string{"help all", "help deadline"}, says: "commands have to do with"},
	"app.quit":           {help: "quit", typed: []string{"quit"}, says: "Everything that you answered is saved."},
	"app.back":           {at: []string{"check"}, help: "back", typed: []string{"back"}, says: "The contents again."},
	"app.find":           {help: "find", typed: []string{"find second jobs"}, says: "1. BUS-01"},
	"app.jump":           {help: "go", typed: []string{"go bus7"}, says: "BUS-07, question 2"},
	"app.check":          {help: "check", typed: []string{"check"}, says: "3 warnings: things that HMIC would ask about"},
	"app.export":         {help: "export", typed: []string{"export", "json", ""}, says: "Written: 1 file."},
	"app.history":        {help: "history", typed: []string{"history"}, says: "The history: 2 changes, the newest first"},
	"app.evidence":       {at: []string{"SOC-01"}, help: "all evidence", typed: []string{"all evidence"}, says: "The evidence register"},
	"app.actions":        {at: []string{"SOC-01"}, help: "all actions", typed: []string{"all actions"}, says: "All actions"},
	"app.people":         {help: "people", typed: []string{"people"}, says: "People, and what each has to do"},
	"app.sign":           {help: "sign", typed: []string{"sign"}, says: "Warning 1 of 3."},
	"app.undo":           {help: "undo", typed: []string{"undo", "yes"}, says: "Undone."},
	"app.redo":           {at: []string{"undo", "yes"}, help: "redo", typed: []string{"redo", "yes"}, says: "Made again."},
	"app.visited-before": {at: []string{"SOC-01", "BUS-07"}, help: "back", typed: []string{"back"}, says: "SOC-01, question 1"},
	"app.visited-after":  {at: []string{"SOC-01", "BUS-07", "leave"}, help: "forward", typed: []string{"forward"}, says: "BUS-07, question 2"},
	"app.mouse":          {none: noMouse},
	"app.settings":       {help: "settings", typed: []string{"settings"}, says: "Settings, for all your assessments"},

	"home.open":    {at: []string{"assessments"}, help: "A number opens that assessment.", typed: []string{"1"}, says: "Leicestershire Police, 1 September 2011"},
	"home.new":     {at: []string{"assessments"}, help: "new: start a new assessment", typed: []string{"new"}, says: "Step 1 of 3."},
	"home.follow":  {at: []string{"assessments"}, help: "follow NUMBER: start the next period", typed: []string{"follow 1"}, says: "Step 1 of 2."},
	"home.author":  {at: []string{"assessments"}, help: "who", typed: []string{"who", "C. Example", ""}, says: "You are C. Example"},
	"home.refresh": {at: []string{"assessments"}, help: "again: read the list again", typed: []string{"again"}, says: "1. Leicestershire Police"},
	"home.quit":    {at: []string{"assessments"}, help: "quit", typed: []string{"quit"}, says: "Everything that you answered is saved."},

	"tasks.open":     {help: "A number opens that section.", typed: []string{"2"}, says: "Social networking: 2 of 2"},
	"tasks.resume":   {world: started, help: "resume", typed: []string{"resume"}, says: "SOC-01, question 1"},
	"tasks.progress": {help: "progress", typed: []string{"progress"}, says: "Social networking: needs attention. 2 of 2 answered"},
	"tasks.compare":  {world: following, help: "compare", typed: []string{"compare"}, says: "Then, 1 September 2011"},
	"tasks.import":   {world: replied, help: "import", typed: []string{"import", "HOME/reply.json", ""}, says: "Answers from B. Example, Head of HR: 3 proposals"},
	"tasks.details":  {help: "details", typed: []string{"details", "", "", "", "", "", "30 June 2012"}, says: "Saved."},
	"tasks.quit":     {help: "quit", typed: []string{"quit"}, says: "Everything that you answered is saved."},

	"section.assign":          {at: []string{"2"}, help: "assign: say who is to answer the questions of this section", typed: []string{"assign", "B. Example"}, says: "Social networking is assigned to B. Example."},
	"section.open":            {at: []string{"2"}, help: "A number goes to that question.", typed: []string{"2"}, says: "SOC-05, question 2"},
	"section.complete":        {at: []string{"2"}, help: "complete: say that the section is complete", typed: []string{"complete"}, says: "is marked as complete"},
	"section.answer-selected": {at: []string{"2"}, help: "several NUMBERS: do the same", typed: []string{"several 1-2", "2", "1"}, says: "Saved: 2 questions."},
	"section.select":          {none: noCursor},
	"section.select-down":     {none: noCursor},
	"section.select-up":       {none: noCursor},
	"section.select-range":    {none: noCursor},
	"section.select-all":      {at: []string{"2"}, help: "several all", typed: []string{"several all"}, says: "2 questions: SOC-01 and SOC-05."},
	"section.select-none":     {none: noCursor},

	"question.still-true":  {world: following, at: []string{"SOC-01"}, help: "still true", typed: []string{"still true"}, says: "Carried over"},
	"question.last":        {world: following, at: []string{"SOC-01"}, help: "last time", typed: []string{"last time"}, says: "The question has been reworded since."},
	"question.assign":      {at: []string{"SOC-01"}, help: "assign", typed: []string{"assign", "B. Example"}, says: "SOC-01 is assigned to B. Example."},
	"question.next":        {at: []string{"SOC-01"}, help: "next", typed: []string{"next"}, says: "SOC-05, question 2"},
	"question.previous":    {at: []string{"SOC-05"}, help: "previous", typed: []string{"previous"}, says: "SOC-01, question 1"},
	"question.why":         {at: []string{"SOC-01"}, help: "why", typed: []string{"why"}, says: "Why it is asked: HMIC found in 2011"},
	"question.scroll-down": {none: noScreen},
	"question.scroll-up":   {none: noScreen},
	"question.evidence":    {at: []string{"SOC-01"}, help: "evidence", typed: []string{"evidence"}, says: "Evidence for SOC-01"},
	"question.actions":     {at: []string{"SOC-01"}, help: "actions", typed: []string{"actions"}, says: "Actions on SOC-01"},
	"question.history":     {at: []string{"SOC-01"}, help: "history", typed: []string{"history"}, says: "The history of SOC-01: 1 change"},
	"question.reply":       {world: returned, at: []string{"SOC-05"}, help: "reply", typed: []string{"reply", "A plan is made.", "."}, says: "Saved."},
	"question.accept":      {at: []string{"SOC-01"}, help: "accept", typed: []string{"accept"}, says: "SOC-01 is accepted."},
	"question.return":      {at: []string{"SOC-01"}, help: "return", typed: []string{"return", "Say more.", "."}, says: "SOC-01 is returned"},

	"row.evidence": {at: []string{"BUS-07"}, help: "Show reads all of the answer with a number for each part, and a number changes that part.", typed: []string{"5"}, says: "Evidence for BUS-07"},
	"row.actions":  {at: []string{"BUS-07"}, help: "Show reads all of the answer with a number for each part, and a number changes that part.", typed: []string{"6"}, says: "Actions on BUS-07"},

	"choice.not-applicable":  {at: []string{"SOC-01"}, help: "not applicable REASON: say that this does not apply, and why", typed: []string{"not applicable", "No such accounts."}, says: "Saved."},
	"choice.not-recorded":    {at: []string{"SOC-01"}, help: "not recorded: say that the force does not hold the figure", typed: []string{"not recorded"}, says: "Saved."},
	"choice.answer":          {at: []string{"SOC-01"}, help: "Type the number of an answer.", typed: []string{"2", ""}, says: "SOC-05, question 2"},
	"choice.answer-and-stay": {at: []string{"SOC-01"}, help: "Type the number of an answer.", typed: []string{"2"}, says: "SOC-01 (show"},

	"field.clear":          {at: []string{"BUS-07", "1"}, help: "clear: take the answer back", typed: []string{"clear"}, says: "Saved."},
	"field.next":           {at: []string{"BUS-07", "1"}, help: "Enter keeps 84.", typed: []string{""}, says: "BUS-07 (show"},
	"field.change":         {at: []string{"BUS-07"}, help: "change", typed: []string{"change 1", "83"}, says: "Saved."},
	"field.not-applicable": {at: []string{"BUS-07", "1"}, help: "not applicable REASON", typed: []string{"n/a: no second jobs"}, says: "Saved."},
	"field.not-recorded":   {at: []string{"BUS-07", "1"}, help: "not recorded", typed: []string{"not recorded"}, says: "Saved."},
	"field.type":           {at: []string{"BUS-07", "1"}, help: "Type a whole number; 0 is an answer too.", typed: []string{"0"}, says: "Saved."},

	"text.write":  {at: []string{"SOC-01"}, help: "note", typed: []string{"note", "One", "two.", "."}, says: "Saved."},
	"text.editor": {world: editing, at: []string{"SOC-01", "note"}, help: "/editor: write it in your own editor", typed: []string{"/editor"}, says: "Your editor is open. Save the text and close the editor to come back here. Saved."},

	"writing.done":     {at: []string{"SOC-01", "note", "One"}, help: "/later leaves it for now and keeps it", typed: []string{"/later"}, says: "What you typed is kept"},
	"writing.next":     {at: []string{"SOC-01", "note", "One"}, help: "A line with a single full stop saves the text.", typed: []string{"."}, says: "Saved."},
	"writing.previous": {at: []string{"BUS-07", "change 2"}, help: "back", typed: []string{"back"}, says: "BUS-07 (show"},
	"writing.editor":   {world: editing, at: []string{"SOC-01", "note", "One"}, help: "/editor goes on with it in your own editor", typed: []string{"/editor"}, says: "Saved."},
	"writing.keep":     {at: []string{"SOC-01", "note", "One"}, help: "A line with a single full stop saves the text.", typed: []string{"."}, says: "Saved."},
	"writing.keep-up":  {world: started, at: []string{"BUS-07", "84"}, help: "back", typed: []string{"back"}, says: "Received (a number, help for more, Enter keeps 84)"},

	"prose.undo":       {at: []string{"SOC-01", "note", "One", "Two"}, help: "/drop takes the last line back", typed: []string{"/drop"}, says: "Taken back: Two"},
	"prose.redo":       {none: noMarks},
	"prose.select-all": {none: noMarks},
	"prose.copy":       {none: noMarks},
	"prose.cut":        {none: noMarks},
	"prose.put":        {none: noMarks},

	"then.close": {none: noScreen},

	"find.open":            {at: []string{"find second jobs"}, help: "A number goes to that question.", typed: []string{"2"}, says: "BUS-07, question 2"},
	"find.filter":          {at: []string{"find networking"}, help: "only WHICH: list only some of what was found", typed: []string{"only not met"}, says: "1. SOC-05"},
	"find.filter-before":   {at: []string{"find second jobs", "only not met"}, help: "back", typed: []string{"back"}, says: "Questions with \"second jobs\" again."},
	"find.answer-selected": {at: []string{"find networking"}, help: "several NUMBERS: do the same", typed: []string{"several 1-2", "2", "1"}, says: "Saved: 2 questions."},
	"find.select":          {none: noCursor},
	"find.select-down":     {none: noCursor},
	"find.select-up":       {none: noCursor},
	"find.select-all":      {at: []string{"find second jobs"}, help: "several all", typed: []string{"several all"}, says: "2 questions: BUS-01 and BUS-07."},
	"find.clear":           {at: []string{"find second jobs"}, help: "back", typed: []string{"back"}, says: "The contents again."},

	"together.choose": {at: []string{"2", "several 1-2"}, help: "Nothing is changed before you have heard", typed: []string{"2"}, says: "Answer: Partly: "},
	"together.do":     {at: []string{"2", "several 1-2", "2"}, help: "Enter is no.", typed: []string{"yes"}, says: "Saved: 2 questions."},

	"jump.open":     {help: "go", typed: []string{"SOC-05"}, says: "SOC-05, question 2"},
	"jump.next":     {none: noGuess},
	"jump.previous": {none: noGuess},
	"jump.back":     {none: noGuess},

	"check.change":   {at: []string{"check"}, help: "A number goes to what that finding is about.", typed: []string{"1"}, says: "SOC-01, question 1"},
	"check.accept":   {at: []string{"check"}, help: "accept", typed: []string{"accept SOC-01"}, says: "SOC-01 is accepted."},
	"check.return":   {at: []string{"check"}, help: "return", typed: []string{"return SOC-01", "Say more.", "."}, says: "SOC-01 is returned"},
	"check.next":     {at: []string{"check"}, help: "A number goes to what that finding is about.", typed: []string{"2"}, says: "SOC-05, question 2"},
	"check.previous": {at: []string{"check", "2"}, help: "leave", typed: []string{"leave", "1"}, says: "SOC-01, question 1"},

	"history.expand": {at: []string{"history"}, help: "A number reads all that that change did.", typed: []string{"1"}, says: "Change 2, by A. Example, Inspector"},

	"compare.open":          {world: following, at: []string{"compare"}, help: "A number goes to that question.", typed: []string{"1"}, says: "RET-01, question 1"},
	"compare.filter":        {world: following, at: []string{"compare"}, help: "only OUTCOME: list only the questions of one outcome", typed: []string{"only answered in one only"}, says: "answered in one only"},
	"compare.filter-before": {world: following, at: []string{"compare", "only answered in one only"}, help: "only all lists all", typed: []string{"only all"}, says: "Then, 1 September 2011"},

	"progress.open":    {at: []string{"progress"}, help: "A number opens that section.", typed: []string{"3"}, says: "Second jobs: 2 of 2"},
	"progress.details": {at: []string{"progress"}, help: "details", typed: []string{"details", "/save"}, says: "Nothing was changed."},

	"evidence.use":      {world: evidenced, at: []string{"SOC-05", "evidence"}, help: "link NUMBER: let evidence serve another question, or one less", typed: []string{"link", "1"}, says: "E1 is now evidence for SOC-05 too."},
	"evidence.link":     {world: evidenced, at: []string{"all evidence"}, help: "link NUMBER: let evidence serve another question, or one less", typed: []string{"link 1", "SOC-05"}, says: "E1 is now evidence for SOC-05 too."},
	"evidence.change":   {world: evidenced, at: []string{"all evidence"}, help: "A number reads that piece and changes it.", typed: []string{"1", "Another title", "/save"}, says: "Saved."},
	"evidence.add":      {at: []string{"SOC-01", "evidence"}, help: "add: name another piece of evidence", typed: []string{"add", "A policy", "/save"}, says: "Evidence E1 added."},
	"evidence.remove":   {world: evidenced, at: []string{"all evidence"}, help: "remove NUMBER: remove a piece of evidence", typed: []string{"remove 1", "yes"}, says: "Removed."},
	"evidence.look":     {world: evidenced, at: []string{"all evidence"}, help: "files: look whether the files are where they are said to be", typed: []string{"files"}, says: "Looked at 1 piece of evidence"},
	"evidence.digest":   {world: evidenced, at: []string{"all evidence"}, help: "digest NUMBER: compute the SHA-256", typed: []string{"digest 1"}, says: "The SHA-256 of E1 is recorded."},
	"evidence.question": {world: evidenced, at: []string{"all evidence"}, help: "question NUMBER: go to the question", typed: []string{"question 1"}, says: "SOC-01, question 1"},
	"evidence.stop":     {none: noRunning},

	"actions.change":   {world: evidenced, at: []string{"all actions"}, help: "A number reads that action and changes it.", typed: []string{"1", "Train everyone", "/save"}, says: "Saved."},
	"actions.add":      {at: []string{"SOC-01", "actions"}, help: "add: add an action", typed: []string{"add", "Train all", "/save"}, says: "Action A1 added."},
	"actions.done":     {world: evidenced, at: []string{"all actions"}, help: "done NUMBER: say that an action is done", typed: []string{"done 1"}, says: "A1 is done."},
	"actions.remove":   {world: evidenced, at: []string{"all actions"}, help: "remove NUMBER: remove an action", typed: []string{"remove 1", "yes"}, says: "Removed."},
	"actions.question": {world: evidenced, at: []string{"all actions"}, help: "question NUMBER: go to the question", typed: []string{"question 1"}, says: "SOC-01, question 1"},

	"people.left":    {world: started, at: []string{"people"}, help: "A number lists what is left for that one to answer.", typed: []string{"1"}, says: "1. SOC-01"},
	"people.actions": {world: evidenced, at: []string{"people"}, help: "actions NUMBER: list the actions of one of them", typed: []string{"actions 1"}, says: "A1 Train all"},

	"assign.choose": {at: []string{"SOC-01", "assign"}, help: "Enter leaves it with nobody.", typed: []string{"1"}, says: "SOC-01 is assigned to A. Example, Inspector."},
	"assign.back":   {at: []string{"SOC-01", "assign"}, help: "back", typed: []string{"back"}, says: "Answer (1 to 3"},

	"proposals.accept":     {world: replied, at: []string{"import", "HOME/reply.json", ""}, help: "Nothing is recorded before you have said so", typed: []string{"1"}, says: "2 of 3."},
	"proposals.edit":       {world: replied, at: []string{"import", "HOME/reply.json", ""}, help: "Nothing is recorded before", typed: []string{"3", "91"}, says: "2 of 3."},
	"proposals.decline":    {world: replied, at: []string{"import", "HOME/reply.json", ""}, help: "Nothing is recorded before", typed: []string{"2"}, says: "2 of 3."},
	"proposals.accept-new": {world: replied, at: []string{"import", "HOME/reply.json", ""}, help: "Nothing is recorded before", typed: []string{"4"}, says: "2 more are accepted with it."},
	"proposals.take-over":  {world: replied, at: []string{"import", "HOME/reply.json", "", "1", "1", "1"}, help: "Enter is no.", typed: []string{"yes"}, says: "Taken over, as a change by B. Example"},
	"proposals.question":   {world: replied, at: []string{"import", "HOME/reply.json", ""}, help: "show: read the question and all of its answer", typed: []string{"show"}, says: "BUS-07: How many applications"},
	"proposals.back":       {world: replied, at: []string{"import", "HOME/reply.json", "", "1"}, help: "from the first it leaves them", typed: []string{"back", "back", "import", "HOME/reply.json", ""}, says: "Enter is 1, accept theirs"},

	"signing.sign":        {at: []string{"warnings", "1", "2", "3"}, help: "Sign goes on to what is not acknowledged yet, and then to the signature.", typed: []string{"sign", "", "", "", "", "yes"}, says: "Signed by A. Example, Inspector."},
	"signing.acknowledge": {at: []string{"warnings", "1"}, help: "A number acknowledges that warning, or takes that back.", typed: []string{"1"}, says: "No longer acknowledged: SOC-01"},
	"signing.open":        {at: []string{"warnings"}, help: "question NUMBER: go to the question of a warning", typed: []string{"question 2"}, says: "SOC-05, question 2"},

	"signatures.sign":   {world: signed, help: "sign", typed: []string{"sign"}, says: "Warning 1 of 3."},
	"signatures.reopen": {world: signed, help: "reopen", typed: []string{"reopen", "A figure is wrong.", "."}, says: "Reopened: the return can be changed."},

	"export.choose":   {at: []string{"export"}, help: "In the files:", typed: []string{"7", "/back"}, says: "Folder ("},
	"export.now":      {at: []string{"export", "json"}, help: "Enter is HOME/out.", typed: []string{""}, says: "Written: 1 file."},
	"export.stop":     {none: noRunning},
	"export.receipts": {help: "receipts", typed: []string{"receipts"}, says: "Receipts of what was exported, the newest first"},

	"copy.add":         {at: []string{"export", "copy json"}, help: "The reference of a question, such as BUS-07; then you are asked which part of it, and why.", typed: []string{"BUS-07", "1", "it names an officer"}, says: "Reason: it names an officer"},
	"copy.change":      {at: []string{"export", "copy json", "BUS-07", "1", "it names an officer"}, help: "then you are asked which part of it, and why", typed: []string{"BUS-07", "1", "it is operational"}, says: "Reason: it is operational"},
	"copy.remove":      {at: []string{"export", "copy json", "BUS-07", "1", "it names an officer"}, help: "To withhold something no longer, name its question and part again.", typed: []string{"BUS-07", "1", "/empty"}, says: "Enter leaves the copy; nothing is withheld"},
	"copy.again":       {at: []string{"export", "copy json", "BUS-07", "1", "it names an officer", "", "1", "1", "", "export", "copy json"}, help: "Enter is no.", typed: []string{"yes"}, says: "Reason: it names an officer"},
	"replaces.choose":  {at: []string{"export", "json", "", "SOC-01", "2", "export", "correction html"}, help: "The return that was sent last, and that this one corrects.", typed: []string{"1", "yes", ""}, says: "Written: 1 file."},
	"replaces.changes": {at: []string{"export", "json", "", "SOC-01", "2", "export", "correction html"}, help: "The return that was sent last, and that this one corrects.", typed: []string{"1"}, says: "What is said otherwise now:"},

	"folder.keep":     {at: []string{"export", "json"}, help: "The folder is made if need be.", typed: []string{"HOME/elsewhere"}, says: "HOME/elsewhere"},
	"passphrase.take": {none: "A passphrase is asked for with nothing shown, and Enter ends it: any text is one, so that there are no commands."},
	"passphrase.back": {none: "Enter alone is no passphrase: nothing is written then."},

	"receipt.done":   {none: noScreen},
	"receipt.export": {at: []string{"receipts"}, help: "export", typed: []string{"export", "json", ""}, says: "Written: 1 file."},
	"receipts.open":  {at: []string{"export", "json", "", "receipts"}, help: "A number reads that receipt.", typed: []string{"1"}, says: "Reference "},

	"form.next":   {at: []string{"SOC-01", "actions", "add", "Train all"}, help: "Enter leaves it empty.", typed: []string{"", "", ""}, says: "Action A1 added."},
	"form.down":   {at: []string{"details"}, help: "Enter keeps 1 September 2011.", typed: []string{""}, says: "Period to ("},
	"form.up":     {at: []string{"details", ""}, help: "back", typed: []string{"back"}, says: "Period from ("},
	"form.save":   {at: []string{"details"}, help: "save: save with this part and all behind it as they are", typed: []string{"1 October 2011", "save"}, says: "Saved."},
	"form.back":   {at: []string{"details", "1 October 2011"}, help: "back", typed: []string{"back", "back"}, says: "What you typed is kept"},
	"form.revert": {at: []string{"details", "1 October 2011"}, help: "revert: put back in every part what is saved", typed: []string{"revert"}, says: "What you typed is gone; what is saved stands."},
	"form.editor": {world: editing, at: []string{"SOC-01", "return"}, help: "/editor: write it in your own editor", typed: []string{"/editor"}, says: "SOC-01 is returned"},

	"start.back":     {at: []string{"assessments", "new", "leic"}, help: "back", typed: []string{"back"}, says: "Step 1 of 3."},
	"marking.choose": {at: []string{"details", "", "", ""}, help: "Enter is 1, NOT PROTECTIVELY MARKED.", typed: []string{"", "/save"}, says: "Nothing was changed."},
	"marking.pick":   {at: []string{"details", "", "", ""}, help: "Type 1 to 7.", typed: []string{"5", "/save"}, says: "Saved."},

	"settings.change": {at: []string{"settings"}, help: "A number changes that setting.", typed: []string{"5", "3"}, says: "Dates: "},
	"settings.reset":  {at: []string{"settings", "5", "3"}, help: "usual NUMBER: put a setting back to what is usual", typed: []string{"usual 5"}, says: "Dates: as usual"},

	"keys.set":   {none: noKeys},
	"keys.reset": {at: []string{"settings"}, help: "usual NUMBER: put a setting back to what is usual", typed: []string{"usual 9"}, says: "All keys are as usual."},
	"keys.back":  {none: noKeys},

	"clash.theirs": {world: clashing, at: []string{"BUS-07", "84"}, help: "Choose 1 to keep theirs", typed: []string{"1"}, says: "Theirs was kept."},
	"clash.mine":   {world: clashing, at: []string{"BUS-07", "84"}, help: "2 to put yours in its place", typed: []string{"2"}, says: "Saved."},
	"clash.later":  {world: clashing, at: []string{"BUS-07", "84"}, help: "Back decides later; theirs stands until then.", typed: []string{"back"}, says: "What you typed is kept"},

	"recover.take":    {world: crashed, help: "Put into its place it is a change of yours", typed: []string{"1"}, says: "Saved."},
	"recover.discard": {world: crashed, help: "Put into its place it is a change of yours", typed: []string{"2"}, says: "It is gone."},
	"recover.later":   {world: crashed, help: "Enter decides later; it is kept, and offered again.", typed: []string{""}, says: "The contents (1 to 3"},

	"confirm.yes":      {at: []string{"undo"}, help: "Type 1 yes, 2 no.", typed: []string{"y"}, says: "Undone."},
	"confirm.withheld": {none: noScreen},
	"confirm.no":       {at: []string{"undo"}, help: "Enter is no.", typed: []string{""}, says: "The contents ("},

	"help.do":      {none: noScreen},
	"help.close":   {none: noScreen},
	"palette.do":   {none: noScreen},
	"palette.back": {none: noScreen},
}

// All that the terminal app can do can be done in the plain prompts, and help says
// there how; or there is a reason why it is of no use there.
func TestParityWithTheApp(t *testing.T) {
	var ids []string
	for _, p := range keymap.Places() {
		for _, a := range p.Actions {
			ids = append(ids, a.ID)
		}
	}
	for id := range counterparts {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is no action of the app any more", id)
		}
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			c, ok := counterparts[id]
			if !ok {
				action, _ := keymap.Find(id)
				t.Fatalf("it has no counterpart: %s", action.What)
			}
			if c.none != "" {
				return
			}
			if c.world == nil {
				c.world = answered
			}
			w := c.world(t)
			w.options.ExportDir = filepath.Join(w.home, "out")
			in := func(s string) string { return strings.ReplaceAll(s, "HOME", w.home) }
			var lines []string
			for _, l := range slices.Concat(c.at, []string{"/help"}, c.typed) {
				lines = append(lines, in(l))
			}
			said, err := w.typed(append(lines, "/quit")...)
			if err != nil {
				t.Fatalf("it ends with %v:\n%s", err, said)
			}
			_, behind, ok := strings.Cut(said, "/help\n")
			if !ok {
				t.Fatalf("help is not asked for:\n%s", said)
			}
			has(t, behind, in(c.help), in(c.says))
			if unknown := "is neither an answer"; strings.Contains(said, unknown) {
				t.Errorf("something typed %s:\n%s", unknown, said)
			}
		})
	}
}

// replied is a world in which a colleague has filled in reply.json.
func replied(t *testing.T) *world {
	w := newWorld(t, true)
	w.record(testAuthor, give("BUS-07", "received", "84"))
	a := w.a()
	it, _ := a.Item("BUS-07")
	var b strings.Builder
	format, _ := pack.FormatOf("x.json")
	if err := format.Write(&b, pack.New(a, []*checklist.Item{it}, colleague.String())); err != nil {
		t.Fatal(err)
	}
	filled := fill(t, b.String(), map[string]string{"field/BUS-07/received": "90", "field/BUS-07/approved": "83", "narrative/BUS-07": "As the register has it."})
	if err := os.WriteFile(filepath.Join(w.home, "reply.json"), []byte(filled), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// returned is a world in which a reviewer has returned a question.
func returned(t *testing.T) *world {
	w := answered(t)
	w.record(colleague, w.a().Return(colleague, testNow, "SOC-05", "Say what is planned.")...)
	return w
}

// editing is a world with an editor that writes a line.
func editing(t *testing.T) *world {
	w := answered(t)
	w.withEditor(func(path, content string) error { return os.WriteFile(path, []byte(content+"More.\n"), 0o600) })
	return w
}

// evidenced is a world with a piece of evidence that is a file, and an action.
func evidenced(t *testing.T) *world {
	w := answered(t)
	file := filepath.Join(w.home, "guidance.txt")
	if err := os.WriteFile(file, []byte("Guidance."), 0o600); err != nil {
		t.Fatal(err)
	}
	a := w.a()
	w.record(testAuthor, slices.Concat(
		a.EvidenceEdits(assessment.Evidence{Title: "Guidance", Where: file, Items: []string{"SOC-01"}}),
		a.ActionEdits(assessment.Action{What: "Train all", Owner: colleague.String(), Status: assessment.StatusOpen, Items: []string{"SOC-01"}}))...)
	return w
}

// signed is a world in which the return is signed.
func signed(t *testing.T) *world {
	w := answered(t)
	w.sign()
	return w
}

// clashing is a world in which somebody else answers what is about to be answered.
func clashing(t *testing.T) *world {
	w := newWorld(t, true)
	w.interrupt(after(t, "Received (", func() { w.record(colleague, give("BUS-07", "received", "85")) }))
	return w
}

// crashed is a world in which a text was being typed when the input ended.
func crashed(t *testing.T) *world {
	w := newWorld(t, true)
	_, err := w.held("SOC-01\nnote\nHalf a sen")
	ended(t, err)
	return w
}
