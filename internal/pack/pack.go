// Package pack is the round trip of questions to a colleague and back: a [Pack]
// is a workbook, a CSV or a JSON file with the questions of some items, and a
// [Reply] is one that somebody has filled in.
//
// What comes back is never an answer by itself. [Reply.Against] holds it against
// the assessment as it stands and makes [Proposals], each beside what stands now,
// and says by row and column what could not be understood. Which of them become
// answers a person says, and package journal records them. How a workbook is
// written and read is package xlsx; the files of the return are package report's.
//
// Start with [New], [Read] and [Reply.Against]. A format is a file here and a line
// in [Formats].
package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// formatName and version name the form of a pack. A later version may say more;
// this program refuses one that it does not know.
const (
	formatName = "favour.pack/"
	version    = 1
)

// A Stamp says what a pack was made of, so that what comes back can be held
// against it. It is in every format, as JSON.
type Stamp struct {
	Format     string          `json:"format"` // favour.pack/1
	Assessment string          `json:"assessment"`
	Force      string          `json:"force"`
	Period     string          `json:"period"` // in words
	Marking    string          `json:"marking,omitempty"`
	To         string          `json:"to,omitempty"` // who is to answer
	Made       time.Time       `json:"made"`         // when the assessment was last changed before
	Checklist  Edition         `json:"checklist"`
	Head       assessment.Head `json:"head"`
	Rows       int             `json:"rows"` // how many questions there are
}

// An Edition names what was asked.
type Edition struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Digest  string `json:"digest"`
}

func editionOf(list *checklist.Checklist) Edition {
	return Edition{list.ID, list.Edition, list.Digest()}
}

// String is e in words.
func (e Edition) String() string { return e.ID + ", edition " + e.Edition }

// A Pack is questions on their way to a colleague. The same assessment, items
// and name give the same Pack, and the same bytes in each format.
type Pack struct {
	Stamp
	Title      string // of the checklist
	Provenance string
	Items      []Item
}

// An Item is one item of a pack, with a question for each of its fields and one
// for its narrative, which is the last.
type Item struct {
	*checklist.Item
	Section   string // its title
	Questions []Question
}

// A Question is one thing that is asked.
type Question struct {
	Key   assessment.Target // a field or a narrative
	Field *checklist.Field  // nil for a narrative
	Label string
	Hint  string // what to give, and when
	Stood assessment.Value
}

// New is the pack of those items, for the person or department of that name.
func New(a assessment.Assessment, items []*checklist.Item, to string) *Pack {
	a = a.In("") // whatever way somebody likes to see days in
	d := a.Details()
	list := a.Checklist()
	p := &Pack{
		Stamp: Stamp{
			Format: fmt.Sprint(formatName, version), Assessment: a.ID(), Force: d.Force.Name, Period: d.PeriodWords(), Marking: d.Marking,
			To: to, Made: a.Changed().UTC(), Checklist: editionOf(list), Head: a.Head(),
		},
		Title: list.Title, Provenance: list.Provenance,
	}
	for _, it := range items {
		if slices.ContainsFunc(p.Items, func(x Item) bool { return x.ID == it.ID }) {
			continue
		}
		item := Item{Item: it}
		if s, ok := list.SectionOf(it.ID); ok {
			item.Section = s.Title
		}
		for i := range it.Fields {
			f := &it.Fields[i]
			key := assessment.Target{Kind: assessment.OnField, ID: it.ID, Part: f.ID}
			item.Questions = append(item.Questions, Question{key, f, f.Label, hint(d, it, f), a.Field(it, f)})
		}
		narrative := assessment.Narrative(it.ID)
		item.Questions = append(item.Questions, Question{
			narrative, nil, narrativeLabel, "In your words, as the return is to say it. It goes to HMIC as it stands.", a.At(narrative),
		})
		p.Rows += len(item.Questions)
		p.Items = append(p.Items, item)
	}
	return p
}

const narrativeLabel = "What HMIC will read"

// kindHints say what each kind of field takes.
var kindHints = map[checklist.Kind]string{
	checklist.Choice: "Choose from the list.",
	checklist.Count:  "A whole number; 0 where there were none.",
	checklist.Date:   "A date, such as 31/05/2012.",
	checklist.Money:  "Pounds and pence.",
	checklist.Text:   "In words.",
}

// hint is what f takes, on which day, and when it is asked at all.
func hint(d assessment.Details, it *checklist.Item, f *checklist.Field) string {
	parts := []string{kindHints[f.Kind]}
	day := map[string]time.Time{assessment.DetailFrom: d.From, assessment.DetailTo: d.To, assessment.DetailBaseline: d.Baseline}[f.AsAt]
	if !day.IsZero() {
		parts = append(parts, "As at "+assessment.LongDate(day)+".")
	}
	if only := onlyIf(it, f); only != "" {
		parts = append(parts, only)
	}
	if f.Hint != "" {
		parts = append(parts, f.Hint)
	}
	return strings.Join(parts, " ")
}

// onlyIf is when f is asked, and empty if that is always, or more than a sentence
// can say.
func onlyIf(it *checklist.Item, f *checklist.Field) string {
	var all []string
	for _, test := range f.When {
		other, ok := it.Field(test.Field)
		if !ok || other.Kind != checklist.Choice {
			return ""
		}
		var labels []string
		for _, is := range test.Is {
			o, ok := other.Option(is)
			if !ok {
				return ""
			}
			labels = append(labels, o.Label)
		}
		all = append(all, fmt.Sprintf("“%s” is %s", other.Label, strings.Join(labels, " or ")))
	}
	if len(all) == 0 {
		return ""
	}
	return "Only if " + strings.Join(all, " and ") + "."
}

// Choices are what a choice offers, in words; no other question has any.
func (q Question) Choices() []string {
	if q.Field == nil || q.Field.Kind != checklist.Choice {
		return nil
	}
	var all []string
	for _, o := range q.Field.Options {
		all = append(all, o.Label)
	}
	return all
}

// Words is what stood, as people read it.
func (q Question) Words() string {
	if q.Field == nil {
		if q.Stood.IsAnswered() {
			return q.Stood.Given
		}
		return "nothing written"
	}
	return assessment.Words(q.Field, q.Stood)
}

// A Format is one kind of file that a pack can be.
type Format struct {
	Ext   string // of the file, with its dot
	Title string
	About string // what it is good for, in a sentence
	Write func(io.Writer, *Pack) error
}

// Formats lists every format. Flags and help are drawn from it.
var Formats = []Format{
	{".xlsx", "Workbook", "For Excel and LibreOffice, with lists to choose from and cells that take only what fits.", writeXLSX},
	{".csv", "CSV", "A row for each question, for other spreadsheets.", writeCSV},
	{".json", "JSON", "The questions as data, for other programs.", writeJSON},
}

// FormatOf is the format for a file of that name, and false if there is none.
func FormatOf(path string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return strings.EqualFold(f.Ext, filepath.Ext(path)) })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// A base is what stood when a pack was made, as it came back: the value, or of a
// long text its digest. The zero base is not known.
type base struct {
	known  bool
	value  assessment.Value
	digest string
}

// longBase is how long a text may be of which the base is the text itself.
const longBase = 400

// baseOf is what a pack says stood.
func baseOf(v assessment.Value) string {
	var b []byte
	var err error
	if len(v.Given) > longBase {
		b, err = json.Marshal(struct {
			SHA256 string `json:"sha256"`
		}{flatDigest(v.Given)})
	} else {
		b, err = json.Marshal(v)
	}
	if err != nil {
		panic(fmt.Sprintf("a value cannot be written as JSON: %v", err)) // it is only strings
	}
	return string(b)
}

// readBase reads what baseOf wrote. What cannot be read is not known.
func readBase(s string) base {
	var long struct {
		SHA256 string `json:"sha256"`
	}
	if json.Unmarshal([]byte(s), &long) == nil && long.SHA256 != "" {
		return base{known: true, digest: long.SHA256}
	}
	var v assessment.Value
	if json.Unmarshal([]byte(s), &v) != nil {
		return base{}
	}
	return base{known: true, value: v}
}

// is reports whether v is what stood.
func (b base) is(v assessment.Value) bool {
	switch {
	case !b.known:
		return false
	case b.digest != "":
		return v.State == assessment.Given && flatDigest(v.Given) == b.digest
	}
	return same(b.value, v)
}

// answered reports whether there was an answer.
func (b base) answered() bool { return b.digest != "" || b.value.IsAnswered() }

// same reports whether two values say the same, whatever programs have done to
// their blanks and line breaks.
func same(x, y assessment.Value) bool {
	return x.State == y.State && flat(x.Given) == flat(y.Given) && flat(x.Reason) == flat(y.Reason)
}

// flat is s without what gets lost on the way through a spreadsheet: characters
// that cannot be seen, and blanks at the ends of lines.
func flat(s string) string {
	lines := strings.Split(plain.Text(strings.ReplaceAll(s, "\r\n", "\n")), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func flatDigest(s string) string {
	sum := sha256.Sum256([]byte(flat(s)))
	return hex.EncodeToString(sum[:])
}
