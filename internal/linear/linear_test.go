package linear_test

import (
	"context"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/linear"
	"favour/internal/receipts"
	"favour/internal/seal"
)

// did is what the changes of an assessment did, one line for each.
func did(a assessment.Assessment) []string {
	var all []string
	for _, c := range a.Changes() {
		words := ""
		for _, e := range c.Edits {
			words += fmt.Sprintf("%s %+v; ", e.Target, e.New)
		}
		all = append(all, words)
	}
	return all
}

// Wherever the input breaks off, between two lines or in the middle of one, all
// that was answered before is saved, nothing else is, and the program says so.
func TestInputThatEndsLosesNothingAndAnswersNothing(t *testing.T) {
	lines := []string{
		"SOC-01", "2", "note", "Two lines", "of text", ".", "", "n/a: no such accounts", "evidence", "add", "Guidance", "PSD", "1 April 2012", "", "", "",
		"BUS-01", "1", "31 May 2012", "25.50", "Those who", "work for pay", ".", "internal", "Ask vetting.", ".", "", "84", "83",
		"details", "", "", "", "", "Head of PSD", "30 November 2012", "undo", "1", "actions", "add", "Train all", "", "", "",
	}
	full := newWorld(t, true)
	if _, err := full.typed(append(lines, "quit")...); err != nil {
		t.Fatal(err)
	}
	want := did(full.a())
	if len(want) < 12 {
		t.Fatalf("only %d changes were made", len(want))
	}
	input := strings.Join(lines, "\n") + "\n"
	before := 0
	for cut := 0; cut < len(input); cut++ {
		w := newWorld(t, true)
		said, err := w.held(input[:cut])
		end := ended(t, err)
		got := did(w.a())
		if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
			t.Fatalf("cut in %q, it saves\n%s\nwhich nobody answered", input[:cut], strings.Join(got, "\n"))
		}
		if len(got) < before {
			t.Fatalf("cut in %q, it saves %d changes, and %d with less input", input[:cut], len(got), before)
		}
		before = len(got)
		if saved := strings.Count(said, "\nSaved.\n") + strings.Count(said, "Undone.") + strings.Count(said, " added.\n"); saved != len(got)-1 {
			t.Fatalf("cut in %q, it says %d times that something is saved, and %d changes are:\n%s", input[:cut], saved, len(got)-1, said)
		}
		if kept := len(w.left()); (kept > 0) != (len(end.Kept) > 0) {
			t.Fatalf("cut in %q, %d drafts are left, and it says that it kept %q", input[:cut], kept, end.Kept)
		}
	}
}

// What was being typed is kept as far as it goes: a text, a form, a line that has
// no end.
func TestWhatWasBeingTypedIsKept(t *testing.T) {
	for _, c := range []struct {
		name, input string
		want        string // the drafts: targets and texts
	}{
		{"a text", "SOC-01\nnote\nOne\nTw", "narrative/SOC-01=One|Tw"},
		{"the first line of a text", "SOC-01\nnote\nOn", "narrative/SOC-01=On"},
		{"a text that was added to", "SOC-01\nnote\nOne\n.\nnote\n2\nTwo\n", "narrative/SOC-01=One|Two"},
		{"one line of a text", "SOC-01\nnote\nOne\nTwo\n.\nnote\n4\n2\nThr", "narrative/SOC-01=One|Thr"},
		{"a number", "BUS-07\n8", "field/BUS-07/received=8"},
		{"half of a command is no answer", "BUS-07\nqui", ""},
		{"a number that is no answer yet", "BUS-07\n8x4\n", "field/BUS-07/received=8x4"},
		{"the number of an option", "SOC-01\n2", "field/SOC-01/answer=partly"},
		{"why something does not apply", "SOC-01\nnot applicable\nno acc", "field/SOC-01/answer=not-applicable: no acc"},
		{"a form that adds", "SOC-01\nevidence\nadd\nGuidance\nPS", "evidence/new:SOC-01:1/owner=PS evidence/new:SOC-01:1/title=Guidance"},
		{"a form that was left", "SOC-01\nactions\nadd\nTrain all\n/contents\n", "action/new:SOC-01:1/what=Train all"},
		{"details", "details\n\n\n1 April 2011\n\n", "detail/baseline=1 April 2011"},
		{"a reviewer's note", "return SOC-01\nSay more.\n", "review/SOC-01/note=Say more."},
		{"nothing", "SOC-01\n", ""},
		{"a command without an end", "SOC-0", ""},
		{"a number of a list", "2", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, true)
			_, err := w.held(c.input)
			ended(t, err)
			var got []string
			for _, d := range w.left() {
				got = append(got, d.Target.String()+"="+strings.ReplaceAll(d.Text, "\n", "|"))
			}
			slices.Sort(got)
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("kept %s, want %s", s, c.want)
			}
		})
	}
}

// What is kept is offered, and put into its place: here as in the terminal app, and
// what the terminal app has kept as well.
func TestWhatWasKeptIsOffered(t *testing.T) {
	w := newWorld(t, true)
	_, err := w.held("SOC-01\nnote\nOne\nTwo\n/later\nevidence\nadd\nGuidance\nPS")
	ended(t, err)
	_, err = w.held("")
	has(t, strings.Join(ended(t, err).Kept, ";")+".", ".")
	said := w.says("1", "", "", "", "", "", "1")
	has(t, said, "You were typing something that was not saved.", "1 of 2: new evidence for SOC-01", "Owner: PS", "Title: Guidance",
		"Enter keeps Guidance, which is not saved yet", "Evidence E1 added.", "2 of 2: SOC-01 What HMIC will read", "One Two", "Saved.")
	a := w.a()
	if got := a.At(assessment.Narrative("SOC-01")).Given; got != "One\nTwo" {
		t.Errorf("the narrative is %q", got)
	}
	if all := a.Evidence(); len(all) != 1 || all[0].Title != "Guidance" || all[0].Owner != "PS" {
		t.Errorf("the evidence is %+v", all)
	}
	if left := w.left(); len(left) != 0 {
		t.Errorf("drafts are left: %+v", left)
	}
}

func TestWhatWasKeptMayWaitOrGo(t *testing.T) {
	w := newWorld(t, true)
	_, err := w.held("BUS-07\n8x4\n")
	ended(t, err)
	has(t, w.says(""), "BUS-07 Received", "8x4", "Saved there now: not answered")
	if n := len(w.left()); n != 1 {
		t.Errorf("%d drafts are left after it was put off", n)
	}
	// It is no answer as it is: it stays typed, and is said at its field.
	has(t, w.says("1", "BUS-07"), `It is kept as you typed it, and not saved. "8x4" is not a whole number`, `You typed "8x4" here before; it is not saved.`,
		"Typed and not saved, but kept", "BUS-07 Received")
	has(t, w.says("2"), "It is gone.")
	if n := len(w.left()); n != 0 {
		t.Errorf("%d drafts are left after it was discarded", n)
	}
}

// An answer that somebody else gave meanwhile is put beside mine, with who gave it.
func TestClash(t *testing.T) {
	for _, c := range []struct{ choice, want string }{{"1", "85"}, {"2", "84"}} {
		w := newWorld(t, true)
		w.interrupt(after(t, "Received (", func() { w.record(colleague, give("BUS-07", "received", "85")) }))
		said := w.says("BUS-07", "84", c.choice, "83")
		has(t, said, "BUS-07 Received was changed by B. Example, Head of HR on 15 June 2012 10:42, while you were changing it.",
			"1. Theirs, which is saved and stands now: 85", "2. Yours, which is not saved: 84", "Which is to stand (1 or 2, help for more):")
		a := w.a()
		it, _ := a.Item("BUS-07")
		if got := a.Answer(it).Values["received"].Given; got != c.want {
			t.Errorf("choice %s: received is %s, want %s", c.choice, got, c.want)
		}
		if left := w.left(); len(left) != 0 {
			t.Errorf("choice %s: drafts are left: %+v", c.choice, left)
		}
	}
}

// Where the input ends before the choice, theirs stands and mine is kept.
func TestClashThatIsNotSettled(t *testing.T) {
	w := newWorld(t, true)
	w.interrupt(after(t, "Received (", func() { w.record(colleague, give("BUS-07", "received", "85")) }))
	_, err := w.typed("BUS-07", "84")
	ended(t, err)
	left := w.left()
	if len(left) != 1 || left[0].Text != "84" {
		t.Errorf("kept: %+v", left)
	}
}

// Back leaves a clash for later: theirs stands, and yours is kept.
func TestClashThatIsLeft(t *testing.T) {
	w := newWorld(t, true)
	w.interrupt(after(t, "Received (", func() { w.record(colleague, give("BUS-07", "received", "85")) }))
	has(t, w.says("BUS-07", "84", "back", "BUS-07", "quit"), "Theirs stands for now, and yours is not saved. What you typed is kept", `You typed "84" here before`)
	if left := w.left(); len(left) != 1 || left[0].Text != "84" {
		t.Errorf("kept: %+v", left)
	}
	if got := w.a().At(give("BUS-07", "received", "").Target).Given; got != "85" {
		t.Errorf("received is %s", got)
	}
}

// What others do elsewhere is said, and clashes with nothing.
func TestOthersAreHeard(t *testing.T) {
	w := newWorld(t, true)
	w.interrupt(after(t, "Received (", func() { w.record(colleague, give("SOC-01", "answer", "yes")) }))
	has(t, w.says("BUS-07", "84"), "Received (a number", "Saved.", "Approved")
	w = newWorld(t, true)
	w.interrupt(after(t, "SOC-05, question", func() { w.record(colleague, give("SOC-01", "answer", "yes")) }))
	has(t, w.says("SOC-05", "no", "contents"), "Changed meanwhile by B. Example, Head of HR: SOC-01 Answer: Yes.")
}

// Evidence that two people add at once gets two numbers.
func TestTwoAddAtOnce(t *testing.T) {
	w := newWorld(t, true)
	w.interrupt(after(t, "Kept at (", func() {
		w.record(colleague, w.a().EvidenceEdits(assessment.Evidence{Title: "Theirs", Items: []string{"SOC-05"}})...)
	}))
	has(t, w.says("SOC-01", "evidence", "add", "Mine", "", "", "", ""), "Evidence E2 added.")
	if all := w.a().Evidence(); len(all) != 2 || all[0].Title != "Theirs" || all[1].Title != "Mine" {
		t.Errorf("the evidence is %+v", all)
	}
}

// Somebody signs while a text is typed: it is not saved, and not lost.
func TestSignedMeanwhile(t *testing.T) {
	w := answered(t)
	w.interrupt(after(t, "What HMIC will read (", func() { w.sign() }))
	said := w.says("SOC-01", "note", "Too late.", ".", "")
	has(t, said, "Not saved: B. Example, Head of HR signed this return on 15 June 2012: to change anything, type reopen.")
	if w.a().At(assessment.Narrative("SOC-01")).IsAnswered() {
		t.Error("it is saved")
	}
	if left := w.left(); len(left) != 1 || left[0].Text != "Too late." {
		t.Errorf("kept: %+v", left)
	}
}

func (w *world) sign() {
	w.t.Helper()
	a := w.a()
	by := assessment.Signature{Name: colleague.Name, Role: colleague.Role, Declaration: "True."}
	_, warnings := assessment.Unacknowledged(a.BeforeSigning(testNow), nil)
	for _, f := range warnings {
		by.Acknowledged = append(by.Acknowledged, f.Key())
	}
	edits, err := a.Sign(by, testNow, testNow)
	if err != nil {
		w.t.Fatal(err)
	}
	w.record(colleague, edits...)
}

// A signed return is said to be read-only when it is opened, and not at every turn.
func TestReadOnlyIsSaidOnce(t *testing.T) {
	w := answered(t)
	w.sign()
	said := w.says("SOC-01", "", "contents", "answers")
	if n := strings.Count(strings.Join(strings.Fields(said), " "), "signed this return on"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, said)
	}
}

// A store that cannot be written keeps what was answered until it can.
func TestStoreThatFails(t *testing.T) {
	w := newWorld(t, true)
	broken := &failing{Store: w.store, times: 1, err: journal.ErrFull}
	w.options.Journal = journal.New(broken)
	w.options.Journal.Now = w.journal.Now
	has(t, w.says("BUS-07", "84", "", "83"), "Not saved. The disk is full. Make room on it and try again.", "1. Try again", "Saved.", "Approved")
	broken.times = 1
	has(t, w.says("BUS-07", "change 1", "85", "2"), "Not saved.", "Typed and not saved, but kept")
	if left := w.left(); len(left) != 1 || left[0].Text != "85" {
		t.Errorf("kept: %+v", left)
	}
}

// An assessment that could not be started is started at the second try, with what was
// given.
func TestStartThatFails(t *testing.T) {
	w := newWorld(t, false)
	broken := &failing{Store: w.store, times: 1, err: journal.ErrFull}
	w.options.Journal = journal.New(broken)
	w.options.Journal.Now = w.journal.Now
	has(t, w.says("leic", "", "", "", "1", "Head of PSD", "", ""), "The assessment was not started. The disk is full.", "Step 3 of 3.", "Led by: Head of PSD.", "Started.")
	if got := w.a().Details().Lead; got != "Head of PSD" {
		t.Errorf("it is led by %q", got)
	}
}

// A failing store takes no change, as often as it is told.
type failing struct {
	journal.Store
	times int
	err   error
}

func (s *failing) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if s.times > 0 {
		s.times--
		return fmt.Errorf("append: %w", s.err)
	}
	return s.Store.Append(ctx, id, head, records...)
}

// Where neither the store nor a draft can be written, what was typed is in no place
// that outlives the program: it is said, and quitting takes a second word.
func TestNothingCanBeKept(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  []string
		lost  bool
	}{
		"quit twice":             {[]string{"quit", "quit"}, []string{"If you leave now, this is lost", "What HMIC will read: Some words", "type quit once more", "Neither saved nor kept: SOC-01 What HMIC will read."}, true},
		"something else between": {[]string{"quit", "where", "quit", "quit"}, []string{"If you leave now", "Exports go to", "If you leave now", "Neither saved nor kept"}, true},
		"another assessment":     {[]string{"assessments", "2", "quit", "quit"}, []string{"If you leave now", "The assessments (", "Neither saved nor kept"}, true},
		"saved after all":        {[]string{"note", "1", "quit"}, []string{"Saved.", "Everything that you answered is saved."}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, true)
			id := w.a().ID()
			w.start()
			w.options.Open = id
			broken := &failing{Store: w.store, times: 1, err: journal.ErrFull}
			w.options.Journal = journal.New(broken)
			w.options.Journal.Now = w.journal.Now
			if err := os.WriteFile(filepath.Join(w.home, "drafts"), nil, 0o600); err != nil { // where the folder should be
				t.Fatal(err)
			}
			said, err := w.typed(append([]string{"SOC-01", "note", "Some words", ".", "2"}, c.lines...)...)
			if err != nil {
				t.Fatal(err)
			}
			has(t, said, append([]string{"cannot be kept as a draft", "Not saved. The disk is full."}, c.want...)...)
			hasNot(t, said, "kept and offered")
			if n := strings.Count(said, "cannot be kept as a draft"); n != 1 {
				t.Errorf("it is said %d times:\n%s", n, said)
			}
			if saved := w.narrative("SOC-01") != ""; saved == c.lost {
				t.Errorf("saved is %q", w.narrative("SOC-01"))
			}
		})
	}
	w := newWorld(t, true)
	if err := os.WriteFile(filepath.Join(w.home, "drafts"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := w.held("SOC-01\nnote\nSome words\nand mo")
	if end := ended(t, err); len(end.Kept) > 0 || len(end.Unkept) != 1 || !strings.Contains(end.Error(), "could not be kept: SOC-01 What HMIC will read") {
		t.Errorf("it ends with %v", err)
	}
}

// Numbers of a list stay what they are while it is worked on, and who comes back to it
// hears what has changed and nothing else.
func TestNumbersStay(t *testing.T) {
	w := newWorld(t, true)
	said := w.says("list unanswered", "1", "yes", "leave", "2", "2", "leave", "1", "leave", "again", "1")
	has(t, said, "Unanswered questions: 4 of 5", "1. SOC-01", "2. SOC-05", "3. BUS-01", "4. BUS-07", "SOC-01, question 1",
		"again. Unanswered questions: 3 of 5 1 is no longer in the list: SOC-01 Guidance on social networking",
		"Unanswered questions (1 to 4", "): 2 SOC-05, question 2", "2 is no longer in the list: SOC-05", "): 1 SOC-01, question 1", "1. BUS-01", "2. BUS-07", "): 1 BUS-01, question 1")
	if n := strings.Count(said, "3. BUS-01"); n != 1 {
		t.Errorf("what has not changed is said %d times:\n%s", n, said)
	}

	w = answered(t)
	said = w.says("check", "1", "change 1", "no", "leave", "1", "SOC-01", "change 1", "yes", "leave", "leave")
	has(t, said, "1. SOC-01: Met, and no evidence is named.", "The check again.", "1 is no longer in the list: SOC-01: Met, and no evidence", "5. Warning: SOC-01: Not met, and no action is named.", "): 1 1 is no longer in the list.")

	w = newWorld(t, true)
	said = w.says("SOC-01", "evidence", "add", "One", "", "", "", "", "add", "Two", "", "", "", "", "remove 1", "1", "remove 1", "1", "add", "Three", "", "", "", "", "remove 2", "1", "all evidence")
	has(t, said, "1. E1 One", "2. E2 Two", "E1 One.", "Removed.", "1 is no longer in the list.", "1 is no longer in the list.", "3. E3 Three", "E2 Two.", "Removed.", "1. E3 for SOC-01: Three")

	w = newWorld(t, true)
	w.says("SOC-01", "actions", "add", "Late", "", "1 May 2013", "", "add", "Soon", "", "1 May 2012", "")
	said = w.says("all actions", "2", "", "", "1 June 2011", "", "done 1", "again", "done 1")
	has(t, said, "1. A2 Soon", "2. A1 Late", "Saved.", "A2 is done.", "All actions: 2", "1. A1 Late, overdue", "2. A2 Soon, done", "A1 is done.")
}

// An export without a marking asks for one, writes the files, and keeps a receipt.
func TestExport(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	w.record(testAuthor, assessment.Edit{Target: assessment.Detail(assessment.DetailMarking)})
	said := w.says("export", "5", "json", "", "export", "json", "", "1", "export", "zip", "html json", w.home+"/other", "receipts", "1")
	has(t, said, "Choose a protective marking first", "Saved.", "Written: 1 file. Nothing has been sent.", "Reference ", "What happens next:", "type export, and correction with the formats.",
		"at least one file of the same name", "Replace the files that are there", "Written: 1 file.",
		`"zip" is neither an answer here nor a command.`, "Written: 2 files.", "Receipts of what was exported")
	for _, name := range []string{"out/leicestershire-2012.json", "other/leicestershire-2012.html", "other/leicestershire-2012.json"} {
		if _, err := os.Stat(filepath.Join(w.home, name)); err != nil {
			t.Error(err)
		}
	}
	was, err := os.ReadFile(filepath.Join(w.home, "out/leicestershire-2012.json"))
	if err != nil {
		t.Fatal(err)
	}
	has(t, w.says("export", "json", "", "no"), "Nothing was written.")
	is, err := os.ReadFile(filepath.Join(w.home, "out/leicestershire-2012.json"))
	if err != nil || string(was) != string(is) {
		t.Errorf("the file was touched: %v", err)
	}
}

// The answers are sealed into one file, signed with a key whose passphrase is shown
// nowhere. Which key it was is remembered, and nothing else of it.
func TestSealedExport(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	key := filepath.Join(w.home, "key")
	block, err := ssh.MarshalPrivateKeyWithPassphrase(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), "", []byte("open sesame"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
	said := w.says("export", "8 json", key, "", "close sesame", "", "", "open sesame", "",
		"export", "sealed html", "/empty", "age1none", "", recipient, "")
	has(t, said, "8. Sealed: those that you name", "Passphrase of "+key, "The key "+key+" cannot be used: the passphrase is not that of the key. Signing key (",
		"Enter keeps", "Writing Data (JSON), 1 of 1.", "Written: 1 file.", "Signed with the key SHA256:", "leicestershire-2012.favour, ",
		"\"age1none\" is no public key", "Signing key (", "Encrypted to 1 key:", "leicestershire-2012.favour.age, ")
	if strings.Contains(said, "sesame") {
		t.Errorf("a passphrase is shown:\n%s", said)
	}
	b, err := os.ReadFile(filepath.Join(w.home, "out/leicestershire-2012.favour"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := seal.Open(b)
	if err != nil || r.Signature == nil || len(r.Manifest.Files) != 2 {
		t.Errorf("it is %+v, %v", r, err)
	}
	kept, err := w.options.Receipts.All()
	slices.SortFunc(kept, func(x, y receipts.Receipt) int { return x.Encrypted - y.Encrypted })
	if err != nil || len(kept) != 2 || kept[0].SignedBy != r.Signature.Fingerprint() || kept[1].Encrypted != 1 {
		t.Errorf("the receipts are %+v, %v", kept, err)
	}
}

// Back goes from the folder, or from the keys, to what is to be written, and from there
// out of the export.
func TestBackInAnExport(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	said := w.says("export", "json", "back", "sealed", "/back", "html", "", "export", "copy", "back", "correction", "back", "back")
	has(t, said, "Folder (", "): back", "Formats (", "): sealed", "Signing key (", "Formats (", "): html", "Written: 1 file.", "Withhold something of (", "Formats (", "In place of (", "Formats (", "The contents (")
	hasNot(t, said, "Nothing was saved")
	w.record(testAuthor, assessment.Edit{Target: assessment.Detail(assessment.DetailMarking)})
	has(t, w.says("export", ""), "Choose a protective marking first", "Nothing was written. The contents (")
}

// A colleague's answers are put beside mine one by one, and recorded as theirs.
func TestImport(t *testing.T) {
	w := replied(t)
	file := filepath.Join(w.home, "reply.json")
	said := w.says("import", file, "", "2", "1", "3", "As HR's register has it.", "1")
	has(t, said, "Answers from B. Example, Head of HR: 3 proposals", "1 of 3. BUS-07 Received, differs from yours.", "Yours: 84", "Theirs: 90",
		"2 of 3. BUS-07 Approved, new answer.", "3 of 3.", "Take over 2 answers, as one change", "Taken over, as a change by B. Example, Head of HR.")
	a := w.a()
	changes := a.Changes()
	if last := changes[len(changes)-1]; last.Who() != "B. Example, Head of HR, entered by A. Example, Inspector" || len(last.Edits) != 2 {
		t.Errorf("it is recorded as %s: %+v", last.Who(), last.Edits)
	}
	if got := a.At(assessment.Narrative("BUS-07")).Given; got != "As HR's register has it." {
		t.Errorf("the narrative is %q", got)
	}
	has(t, w.says("import", filepath.Join(w.home, "none.json"), ""), "It was not read.")

	// Back goes to the one before, and all that replace nothing are accepted at once.
	has(t, w.says("undo", "1", "import", file, "", "1", "back", "4", "1"), "2 of 3.", "1 of 3.", "2 more are accepted with it.", "Take over 3 answers")
	if got := w.a().At(give("BUS-07", "received", "").Target).Given; got != "90" {
		t.Errorf("received is %q", got)
	}
	has(t, w.says("undo", "1", "import", file, "", "back"), "1 of 3.", "Nothing was taken over.")
}

// The files of evidence are looked at, and digested, when that is asked for.
func TestEvidenceFiles(t *testing.T) {
	w := newWorld(t, true)
	file := filepath.Join(w.home, "guidance.txt")
	if err := os.WriteFile(file, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	said := w.says("SOC-01", "evidence", "add", "Guidance", "", "", file, "", "files", "digest", "files", "digest 1")
	has(t, said, "Evidence E1 added.", "E1 Guidance: it is there.", "The SHA-256 of E1 is recorded.", "the file is as it was recorded", "The file of E1 is the one that was recorded.")
	if err := os.WriteFile(file, []byte("two"), 0o600); err != nil {
		t.Fatal(err)
	}
	said = w.says("all evidence", "files", "digest", "2", "digest 1", "1")
	has(t, said, "the file is not the one that was recorded", "1 missing, changed or not to be read", "Record the new one only if you know why", "The SHA-256 of E1 is recorded.")
}

// A stop, as by Ctrl+C, ends the conversation while it waits: what was typed is kept.
func TestStop(t *testing.T) {
	w := newWorld(t, true)
	ctx, stop := context.WithCancel(context.Background())
	o := w.options
	o.Drafts = drafts.New(filepath.Join(w.home, "drafts"))
	defer o.Drafts.Close()
	in, typing := io.Pipe()
	defer typing.Close()
	out := &hearing{}
	done := make(chan error)
	go func() { done <- linear.Run(ctx, in, out, o) }()
	for _, line := range []string{"SOC-01", "note", "Half a text"} {
		if _, err := io.WriteString(typing, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	for !out.has("Half a text") {
		time.Sleep(time.Millisecond)
	}
	stop()
	end := ended(t, <-done)
	if !end.Stopped || !strings.Contains(end.Error(), "stopped; what you answered is saved, and what you were typing is kept") {
		t.Errorf("it ends with %v", end)
	}
	o.Drafts.Close()
	if left := w.left(); len(left) != 1 || left[0].Text != "Half a text" {
		t.Errorf("kept: %+v", left)
	}
}

// Nobody who hears: a pipe that was closed ends the conversation as a stop does.
func TestNobodyHears(t *testing.T) {
	w := newWorld(t, true)
	err := linear.Run(context.Background(), strings.NewReader("SOC-01\n1\n"), deaf{}, w.options)
	if !ended(t, err).Stopped {
		t.Errorf("it ends with %v", err)
	}
}

type deaf struct{}

func (deaf) Write([]byte) (int, error) { return 0, errors.New("closed") }

// A newcomer goes through the whole of it without a hint, and a narrow terminal
// breaks lines where it should.
func TestNarrow(t *testing.T) {
	w := newWorld(t, true)
	w.options.Width = 40
	said := w.says("BUS-01", "show", "help", "check")
	for _, line := range strings.Split(said, "\n") {
		if _, typed, ok := strings.Cut(line, "): "); ok {
			line = strings.TrimSuffix(line, " "+typed)
		}
		if len(line) > 40 && strings.Contains(line, " ") {
			t.Errorf("a line of %d columns: %q", len(line), line)
		}
	}
}

// Whatever is typed, in any order, the conversation goes on until the input ends;
// what it says is only text, and every change it makes can be read back.
func TestAnythingMayBeTyped(t *testing.T) {
	words := []string{
		"", "1", "2", "3", "4", "7", "99", "yes", "no", "84", "8x4", "31 May 2012", "25.50", ".", "..", "text", "back", "/back", "next", "previous", "forward", "list",
		"list not met", "contents", "find second", "go BUS-07", "SOC-01", "SOC-05", "BUS-01", "bus7", "show", "change 1", "change 4", "change 6", "why", "note", "internal",
		"evidence", "actions", "add", "link", "remove", "done", "files", "digest", "still true", "last time", "history", "assign", "accept", "return", "reply", "complete",
		"check", "answers", "progress", "people", "all evidence", "all actions", "compare", "details", "sign", "signatures", "reopen", "undo", "redo", "who", "where",
		"hints off", "hints on", "help", "help all", "?", "/?", "not recorded", "not applicable", "n/a: why", "clear", "/empty", "/later", "/discard", "/read", "/undo",
		"assessments", "new", "follow 1", "leic", "again", "\x1b[2J", "\u202e", "\x00", "\xff", "漢字", "a\tb", "//slash", "/nobody", "import", "receipts", "quiet",
		"settings", "usual 5", "usual 9", "/usual", "resume", "several all", "several 1-2", "only all", "only not met", "only worse", "/revert", "/editor", "export", "sealed",
	}
	t.Chdir(t.TempDir()) // for the words may name the folder of an export
	rapid.Check(t, func(r *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(words), 1, 60).Draw(r, "lines")
		w := newWorld(t, rapid.Bool().Draw(r, "started"))
		w.options.ExportDir = filepath.Join(w.home, "out")
		said, err := w.held(strings.Join(lines, "\n"))
		if end, ok := errors.AsType[*linear.EndedError](err); err != nil && (!ok || end.Stopped) {
			r.Fatalf("it ends with %v:\n%s", err, said)
		}
		for l, err := range w.journal.List(context.Background()) {
			if err != nil || l.Assessment.ID() == "" {
				r.Fatalf("what it saved cannot be opened: %v", err)
			}
		}
	})
}

// Control characters in answers, names and checklists are shown and never obeyed,
// wherever they are said; checkLines looks at every line.
func TestHostileText(t *testing.T) {
	const hostile = "a\x1b[2Jb\x1b]0;title\x07c\u202ed\u200be\u009bf\rg\tÿ\u0301漢字\x7f"
	w := newWorld(t, false)
	list := testChecklist()
	list.Title, list.Provenance, list.Official = hostile, hostile, hostile
	for i := range list.Sections {
		section := &list.Sections[i]
		section.Title, section.About = hostile, hostile+"\nSaved."
		for j := range section.Items {
			it := &section.Items[j]
			it.Title, it.Question, it.Why, it.Evidence = hostile, hostile, hostile, []string{hostile}
			it.Fields = slices.Clone(it.Fields)
			for k := range it.Fields {
				f := &it.Fields[k]
				f.Label, f.Hint, f.Options = hostile, hostile, slices.Clone(f.Options)
				for n := range f.Options {
					f.Options[n].Label = hostile
				}
			}
		}
	}
	who := assessment.Author{Name: "B\x1b[2J", Role: "\u202e"}
	_, err := w.journal.Start(context.Background(), journal.Plan{
		Checklist: list, Force: checklist.Force{Name: hostile, Self: hostile}, Author: who,
		Details: []assessment.Edit{{Target: assessment.Detail(assessment.DetailLead), New: assessment.Of(hostile)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	a := w.a()
	w.record(who, slices.Concat([]assessment.Edit{
		give("BUS-01", "covers", hostile+"\n"+hostile), give("SOC-01", "answer", "partly"),
		{Target: assessment.Narrative("BUS-01"), New: assessment.Of(hostile + "\nSaved.")},
		{Target: assessment.Internal("BUS-01"), New: assessment.Of(hostile)},
		{Target: assessment.AssignedItem("BUS-01"), New: assessment.Of(hostile)},
	}, a.EvidenceEdits(assessment.Evidence{Title: hostile, Where: hostile, Owner: hostile, Items: []string{"BUS-01"}}),
		a.ActionEdits(assessment.Action{What: hostile, Owner: hostile, Items: []string{"BUS-01"}}))...)
	w.record(who, w.a().Return(who, testNow, "BUS-01", hostile)...)
	said := w.says("BUS-01", "show", "why", "evidence", "1", "/back", "actions", "1", "/back", "people", "1", "check", "answers", "", "", "history", "1", "all history", "1",
		"find vetting", "list", hostile, "find "+hostile, "note", "2", hostile, ".", "details", "/back", "progress", "assessments")
	hasNot(t, said, "\x1b")
	for _, line := range strings.Split(said, "\n") {
		if line == "Saved." && strings.Count(said, "\nSaved.\n") != 1 {
			t.Error("what a person wrote passes for what the program says")
		}
	}
	w.typed("NOT-01", "note", hostile) // and at the end of the input
}

// A line that is longer than any text is refused, and the conversation goes on.
func TestLineThatIsTooLong(t *testing.T) {
	w := newWorld(t, true)
	w.options.Echo = false
	said := w.says("SOC-01", "note", strings.Repeat("x", assessment.MaxText+10), "Short.", ".", strings.Repeat("y", assessment.MaxText+10))
	has(t, said, "That line is longer than any text may be, and was not taken.", "Saved.", "was not taken.")
	if got := w.a().At(assessment.Narrative("SOC-01")).Given; got != "Short." {
		t.Errorf("the narrative has %d bytes", len(got))
	}
}

// Fifty thousand characters of smart quotes with the line ends of Windows, behind the
// mark with which its files begin, arrive whole.
func TestLongTextFromWindows(t *testing.T) {
	w := newWorld(t, true)
	w.options.Echo = false
	line := strings.Repeat("“Quoted” words – and more. ", 20)
	text := strings.TrimRight(strings.Repeat(line+"\n", 100), " \n")
	_, err := w.held("\ufeffSOC-01\r\nnote\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n.\r\nquit\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.a().At(assessment.Narrative("SOC-01")).Given; got != text {
		t.Errorf("%d bytes arrive of %d", len(got), len(text))
	}
}

// What is typed about a signature is a draft until it is recorded, and gone on with
// after a crash.
func TestSignaturesAreKeptWhileTyped(t *testing.T) {
	w := answered(t)
	lines := []string{"sign"}
	_, warnings := assessment.Unacknowledged(w.a().BeforeSigning(testNow), nil)
	for range warnings {
		lines = append(lines, "1")
	}
	_, err := w.typed(append(lines, "C. Example", "Chief Superintendent")...)
	ended(t, err)
	if all := w.left(); len(all) != 2 {
		t.Fatalf("the drafts are %+v", all)
	}
	lines[0] = "1" // goes on with it
	said := w.says(append(lines, "", "", "Head of professional standards", "", "1", "quit")...)
	has(t, said, "a signature", "Name: C. Example", "keeps C. Example, which is not saved yet", "Signed by Chief Superintendent C. Example")
	if all := w.left(); len(all) > 0 || !w.a().Signed() {
		t.Fatalf("the drafts are %+v:\n%s", all, said)
	}

	_, err = w.typed("reopen", "A figure is wrong")
	ended(t, err)
	if all := w.left(); len(all) != 1 || all[0].Target != drafts.Unsigned(assessment.PartReopened) {
		t.Fatalf("the drafts are %+v", all)
	}
	has(t, w.says("1", "1", "quit"), "why the return is reopened", "A figure is wrong", "Reopened: the return can be changed.")
	if all := w.left(); len(all) > 0 || w.a().Signed() {
		t.Errorf("the drafts are %+v", all)
	}
}

// A form is put back to what is saved, where what was typed is not wanted.
func TestFormIsPutBack(t *testing.T) {
	w := started(t)
	said := w.says("details", "1 October 2011", "/back", "/back", "details", "/help", "/revert", "/back", "quit")
	has(t, said, "keeps 1 October 2011, which is not saved yet", "revert: put back", "What you typed is gone; what is saved stands.", "Enter keeps 1 September 2011):", "Everything that you answered is saved.")
	if left := w.left(); len(left) > 0 {
		t.Errorf("the drafts are %+v", left)
	}
}

// A warning that was acknowledged can be taken back: in the list of them, by its
// number, and while they are put one by one.
func TestAcknowledgementsAreTakenBack(t *testing.T) {
	w := answered(t)
	said := w.says("warnings", "1", "2", "1", "again", "sign", "back", "question 2")
	has(t, said, ": 3, of which 0 acknowledged", "1. Not acknowledged. SOC-01", "Acknowledged: SOC-01", "Acknowledged: SOC-05", "No longer acknowledged: SOC-01",
		": 3, of which 1 acknowledged", "1. Not acknowledged. SOC-01", "2. Acknowledged. SOC-05",
		"1 warning is acknowledged already; warnings lists them", "Warning 1 of 2. SOC-01", "The warnings (1 to 3", "SOC-05, question 2")
	if n := strings.Count(said, "1. Acknowledge it"); n != 1 {
		t.Errorf("the choices are said %d times:\n%s", n, said)
	}
	said = w.says("sign", "1", "1", "back", "back", "2", "warnings")
	has(t, said, "Warning 3 of 3", "Warning 2 of 3. SOC-05", "Warning 1 of 3. SOC-01", "SOC-01, question 1", "of which 0 acknowledged")
	lines := []string{"sign", "", "", "", "warnings", "/warnings", "3", "sign", "", "", "", "", "", "1"}
	has(t, w.says(lines...), "\"warnings\" was taken as your text; the command is /warnings.", "No longer acknowledged: BUS-01", "Warning 1 of 1. BUS-01", "3 warnings are acknowledged.", "Signed by")
	if !w.a().Signed() {
		t.Error("it is not signed")
	}
}

// Help looks for words in what every command does, wherever it is open, and a command
// of another place says where that is.
func TestHelpIsSearched(t *testing.T) {
	w := newWorld(t, true)
	said := w.says("help deadline", "help sha-256", "help zebra", "digest 1", "several 1", "SOC-01", "note", "/help last line", "/back", "help e", "help DIGEST")
	has(t, said, "commands have to do with \"deadline\".", "details: change the period, the deadline", "progress: hear how far",
		"1 command has to do with \"sha-256\".", "digest NUMBER, among the evidence: compute the SHA-256",
		"There is no command \"zebra\", and no help with those words.", "\"digest\" is a command among the evidence, and not here.", "\"several\" is a command in a list of questions, and not here.",
		"/drop, in a text of several lines: take the last line back.", "these are the first 10.", "digest NUMBER, among the evidence")
	said = w.says("help all")
	has(t, said, "Going about", "In a list of questions", "several NUMBERS: do the same", "Among the evidence", "files: look whether")
}

// A line of a text that was probably meant as a command is text, and is said to be.
func TestLineThatIsAlmostACommand(t *testing.T) {
	w := newWorld(t, true)
	said := w.says("SOC-01", "note", "One", "/raed", "help", "/drop", "/drop", "/srv/policies", "//note", "We quit.", "Drop", "/drop", ".")
	has(t, said, "\"/raed\" was taken as a line of your text; the command is /read, and /drop takes the line back.", "\"help\" was taken", "Taken back: help", "Taken back: /raed", "\"Drop\" was taken", "Taken back: Drop", "Saved.")
	if got := w.narrative("SOC-01"); got != "One\n/srv/policies\n/note\nWe quit." {
		t.Errorf("the text is %q", got)
	}
	if n := strings.Count(said, "was taken"); n != 3 {
		t.Errorf("%d lines are said to be almost commands:\n%s", n, said)
	}
}

// Who goes back from something that was asked is where they had it asked.
func TestBackLeavesOneThing(t *testing.T) {
	w := answered(t)
	for _, asked := range []string{"note", "internal", "assign", "undo", "return", "export", "sign", "details", "who", "import", "change 2", "2", "not applicable"} {
		lines := []string{"SOC-01", "", asked, "/back"}
		if asked == "not applicable" {
			lines = []string{"SOC-01", asked, "/back"}
		}
		said := w.says(append(lines, "where", "/quit")...)
		_, behind, _ := strings.Cut(said, "Exports go to")
		if !strings.Contains(behind, "SOC-01 (show") && !strings.Contains(behind, "Answer (1 to 3") || strings.Contains(behind, "The contents") {
			t.Errorf("back from %s is elsewhere:\n%s", asked, said)
		}
	}
	w = newWorld(t, false)
	has(t, w.says("nowhere", "back", "leic", "back", "/back"), "Number (1 or 2", "Force (part", "Leicestershire Police.", "Step 2", "Step 1", "Nothing was started.")
}

// A text that is longer than is read with care is saved, and that is said; how long one
// is can be heard while it is typed.
func TestHowLongATextIs(t *testing.T) {
	w := newWorld(t, true)
	long := strings.Repeat("word ", 251)
	said := w.says("SOC-01", "note", long, "/read", ".", "internal", long, ".", "SOC-05", "note", "Two words.", "/read", ".")
	has(t, said, "251 words; up to about 250 are read with care.", "Saved. 251 words; up to about 250 are read with care.", "SOC-05, question", "2 words.", "Saved. Answer")
	if n := strings.Count(strings.Join(strings.Fields(said), " "), "read with care"); n != 2 {
		t.Errorf("it is said %d times", n)
	}
	if got := len(strings.Fields(w.narrative("SOC-01"))); got != 251 {
		t.Errorf("saved are %d words", got)
	}
}

// Nobody is told in one breath that everything is saved and that nothing is kept.
func TestTheFirstWords(t *testing.T) {
	w := newWorld(t, true)
	has(t, w.says(), "quit ends, and everything is saved.")
	w.options.Demo = true
	said := w.says()
	has(t, said, "quit ends. This is a throw-away copy of an example: nothing you do here is kept.")
	hasNot(t, said, "saved")
}
