package linear_test

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/journal/mem"
	"favour/internal/linear"
	"favour/internal/receipts"
)

// This file is what the tests of the conversation are written with: a small
// checklist, a world with a store, and what is said when lines are typed.

// testNow is the time in every test; nothing in one moves it.
var testNow = time.Date(2012, time.June, 15, 10, 42, 0, 0, time.UTC)

var (
	testAuthor = assessment.Author{Name: "A. Example", Role: "Inspector"}
	colleague  = assessment.Author{Name: "B. Example", Role: "Head of HR"}
	testForce  = checklist.Force{ID: "leicestershire", Name: "Leicestershire Police", Self: "the force"}
)

// testChecklist is a small checklist with a field of every kind.
func testChecklist() *checklist.Checklist {
	yes := checklist.Field{ID: "answer", Label: "Answer", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
		{ID: "yes", Label: "Yes", Standing: checklist.Met},
		{ID: "partly", Label: "Partly", Standing: checklist.PartlyMet},
		{ID: "no", Label: "No", Standing: checklist.NotMet},
	}}
	simple := func(id, title, question string) checklist.Item {
		return checklist.Item{
			ID: id, Title: title, Question: question, Why: "HMIC found in 2011 that practice differed from force to force.",
			Evidence: []string{"The policy"}, Sources: []string{"R1"}, Basis: checklist.Sourced, Fields: []checklist.Field{yes},
		}
	}
	count := func(id, label string) checklist.Field {
		return checklist.Field{ID: id, Label: label, Kind: checklist.Count, Required: true}
	}
	return &checklist.Checklist{
		ID: "without-fear-or-favour", Edition: "test", Title: "Without Fear or Favour self-assessment checklist",
		Provenance: "Unofficial reconstruction from the public record.",
		Sources:    []checklist.Source{{Key: "R1", Title: "HMIC 2011, recommendation 1"}},
		Sections: []checklist.Section{
			{ID: "RET", Title: "Return details", Unscored: true, Items: []checklist.Item{
				{ID: "RET-01", Title: "The period", Question: "Which period do the answers cover?", Fields: []checklist.Field{
					{ID: "from", Label: "From", Kind: checklist.Date, Detail: "from", Required: true},
					{ID: "to", Label: "To", Kind: checklist.Date, Detail: "to", Required: true},
				}},
			}},
			{ID: "SOC", Title: "Social networking", About: "What officers and staff may write in public.", Items: []checklist.Item{
				simple("SOC-01", "Guidance on social networking", "Has the force given its officers and staff guidance on social networking?"),
				simple("SOC-05", "Checks of personal accounts", "Are the personal accounts of officers and staff checked against the force's standards?"),
			}},
			{ID: "BUS", Title: "Second jobs", Items: []checklist.Item{
				{
					ID: "BUS-01", Title: "Policy on second jobs", Question: "Is there a policy on second jobs, and what does it cover?",
					Why: "HMIC asks for one.", Basis: checklist.Sourced, Sources: []string{"R1"},
					Fields: []checklist.Field{
						yes,
						{ID: "date", Label: "In force since", Kind: checklist.Date},
						{ID: "fee", Label: "Highest fee", Kind: checklist.Money},
						{ID: "covers", Label: "What it covers", Kind: checklist.Text, Hint: "In a few words."},
					},
				},
				{
					ID: "BUS-07", Title: "Applications in the period", Question: "How many applications for second jobs were made in the period, and what became of them?",
					Why: "Lancashire gave both figures in 2012.", Basis: checklist.Sourced, Sources: []string{"R1"},
					Fields: []checklist.Field{count("received", "Received"), count("approved", "Approved")},
					Rules:  []checklist.Rule{{Parts: []string{"approved"}, Of: "received"}},
				},
			}},
		},
	}
}

// A world is a store, and what else a conversation is held in.
type world struct {
	t       *testing.T
	store   *mem.Store
	journal *journal.Journal
	home    string
	options linear.Options
	during  func(said string) // see interrupt
}

// newWorld is a world in which one assessment was started, or none.
func newWorld(t *testing.T, started bool) *world {
	t.Helper()
	w := &world{t: t, store: mem.New(), home: t.TempDir()}
	w.journal = journal.New(w.store)
	w.journal.Now = func() time.Time { return testNow }
	w.options = linear.Options{
		Journal: w.journal, Author: testAuthor, Receipts: receipts.NewFolder(filepath.Join(w.home, "receipts")),
		Library: func() (linear.Library, error) {
			return linear.Library{Checklists: []*checklist.Checklist{testChecklist()}, Forces: []checklist.Force{
				{ID: "kent", Name: "Kent Police", Self: "the force"}, testForce, {ID: "leeds", Name: "Leeds Police", Self: "the force"},
			}}, nil
		},
		ExportDir: "/exports", Now: func() time.Time { return testNow }, Zone: time.UTC, Width: 80, Echo: true,
	}
	if started {
		w.start()
	}
	return w
}

func (w *world) start() assessment.Assessment {
	w.t.Helper()
	a, err := w.journal.Start(context.Background(), journal.Plan{
		Checklist: testChecklist(), Force: testForce, Author: testAuthor, Details: []assessment.Edit{
			{Target: assessment.Detail(assessment.DetailFrom), New: assessment.Of("2011-09-01")},
			{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")},
			{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of("NOT PROTECTIVELY MARKED")},
		},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// a is the one assessment as it is stored.
func (w *world) a() assessment.Assessment {
	w.t.Helper()
	for l, err := range w.journal.List(context.Background()) {
		if err != nil {
			w.t.Fatal(err)
		}
		return l.Assessment
	}
	w.t.Fatal("there is no assessment")
	return assessment.Assessment{}
}

// record is what somebody else does.
func (w *world) record(who assessment.Author, edits ...assessment.Edit) {
	w.t.Helper()
	if _, err := w.journal.Record(context.Background(), w.a(), who, "", edits...); err != nil {
		w.t.Fatal(err)
	}
}

func give(item, part, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: item, Part: part}, New: assessment.Of(text)}
}

// typed holds a conversation in which those lines are typed, and returns what is
// said and how it ends.
func (w *world) typed(lines ...string) (string, error) {
	w.t.Helper()
	return w.held(strings.Join(lines, "\n") + "\n")
}

// held is typed for input as it is, which may break off in a line.
func (w *world) held(input string) (string, error) {
	w.t.Helper()
	o := w.options
	o.Drafts = drafts.New(filepath.Join(w.home, "drafts"))
	defer func() {
		if err := o.Drafts.Close(); err != nil {
			w.t.Error(err)
		}
	}()
	out := &hearing{do: w.during}
	err := linear.Run(context.Background(), strings.NewReader(input), out, o)
	if o.Echo {
		checkLines(w.t, input, out.said.String())
	}
	return out.said.String(), err
}

// says holds a conversation that ends well, and returns what is said.
func (w *world) says(lines ...string) string {
	w.t.Helper()
	said, err := w.typed(append(lines, "/quit")...)
	if err != nil {
		w.t.Fatalf("it ends with: %v\n%s", err, said)
	}
	return said
}

// left are the drafts that are offered in the next conversation.
func (w *world) left() []drafts.Draft {
	w.t.Helper()
	f := drafts.New(filepath.Join(w.home, "drafts"))
	defer f.Close()
	all, err := f.Left(w.a().ID())
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// has asks that every one of texts is in said, whether or not it is broken over
// lines, and in that order.
func has(t *testing.T, said string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(said), " ")
	for _, s := range texts {
		_, rest, ok := strings.Cut(flat, s)
		if !ok {
			t.Errorf("%q is not said, or not there:\n%s", s, said)
			return
		}
		flat = rest
	}
}

func hasNot(t *testing.T, said string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(said), " ")
	for _, s := range texts {
		if strings.Contains(flat, s) {
			t.Errorf("%q is said:\n%s", s, said)
		}
	}
}

// checkLines asks what is asked of everything that is said: no line ends with a
// blank, no blank lines stand together, nothing is drawn, and nothing is there that a
// terminal would obey. Blank lines that were typed together are shown together.
func checkLines(t *testing.T, typed, said string) {
	t.Helper()
	for n, line := range strings.Split(said, "\n") {
		if strings.TrimRight(line, " ") != line {
			t.Errorf("line %d ends with a blank: %q", n+1, line)
		}
		for _, r := range line {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x2190 && r < 0x2400 || r >= 0x2500 && r < 0x27c0 || r >= 0x2800 && r < 0x2a00 {
				t.Errorf("line %d has %U in it: %q", n+1, r, line)
			}
		}
	}
	if strings.Contains(said, "\n\n\n") && !strings.Contains(typed, "\n\n") {
		t.Errorf("there are two blank lines together:\n%s", said)
	}
}

// ended asks that err says that the conversation ended before the person ended it.
func ended(t *testing.T, err error) *linear.EndedError {
	t.Helper()
	end, ok := errors.AsType[*linear.EndedError](err)
	if !ok {
		t.Fatalf("it ends with %v", err)
	}
	return end
}

// interrupt has something done while the conversation goes on: what is said passes
// do, which is called with all of it so far.
func (w *world) interrupt(do func(said string)) { w.during = do }

// after returns what interrupt takes to do something once, when a text is said.
func after(t *testing.T, text string, do func()) func(string) {
	done := false
	t.Cleanup(func() {
		if !done {
			t.Errorf("%q was never said", text)
		}
	})
	return func(said string) {
		if !done && strings.Contains(said, text) {
			done = true
			do()
		}
	}
}

// hearing keeps what is said, for several goroutines.
type hearing struct {
	mu   sync.Mutex
	said strings.Builder
	do   func(string)
}

func (h *hearing) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n, err := h.said.Write(p)
	if h.do != nil {
		h.do(h.said.String())
	}
	return n, err
}

func (h *hearing) has(text string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(h.said.String(), text)
}

// fill puts answers into a pack that is JSON.
func fill(t *testing.T, file string, answers map[string]string) string {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(file), &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if key, ok := x["key"].(string); ok && answers[key] != "" {
				x["answer"] = answers[key]
				n++
			}
			for _, v := range x {
				walk(v)
			}
		case []any:
			for _, v := range x {
				walk(v)
			}
		}
	}
	walk(doc)
	if n != len(answers) {
		t.Fatalf("%d of %d answers have a place in %s", n, len(answers), file)
	}
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
