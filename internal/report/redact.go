package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A copy for publication, from which something is withheld. Rules of this file:
//
//   - What is withheld can be read nowhere in the copy, nor worked out from it.
//     With an answer go its verdict, the sentences made from it, the numbers that
//     count it, what is asked depending on it, and what was answered last time.
//   - Where something is not known to be safe to say, it is not said.
//   - Every place where something was taken out says so, with the reason.
//   - The copy has no digest of the full return, of which an answer that is one
//     of few could be found by trying; see tie.

// The parts of an item that can be withheld, beside its fields. None is all of it.
const (
	PartNarrative = "narrative"
	PartEvidence  = "evidence"
	PartActions   = "actions"
)

// A Withholding is what is to be withheld, and why: an item, one of its fields, or
// one of the parts above.
type Withholding struct{ Item, Part, Reason string }

// A Part is something of an item that can be withheld by itself.
type Part struct {
	ID    string // as the Part of a Withholding; empty for all of the item
	Label string
}

// Parts are what can be withheld of an item. What stands at the head of every page
// cannot, nor an item of which it is a part.
func Parts(it *checklist.Item) []Part {
	var all []Part
	whole := true
	for i := range it.Fields {
		if f := &it.Fields[i]; f.Detail != "" {
			whole = false
		} else {
			all = append(all, Part{f.ID, f.Label})
		}
	}
	if whole {
		all = slices.Insert(all, 0, Part{"", wholeWords})
	}
	return append(all, Part{PartNarrative, "Narrative"}, Part{PartEvidence, "Evidence"}, Part{PartActions, "Actions"})
}

// Withholdable are the items of a return of which something can be withheld: those
// of its checklist, and those that are no longer asked, of which it says last time's
// answers. The comparison with last time is nil if there is none.
func Withholdable(list *checklist.Checklist, since *assessment.Comparison) []*checklist.Item {
	var all []*checklist.Item
	for _, it := range list.Items() {
		all = append(all, it)
	}
	if since != nil {
		all = append(all, since.Retired()...)
	}
	return all
}

// Withholdings are what is to be withheld of items, in their order: the parts for
// which there is a reason.
func Withholdings(items []*checklist.Item, reason func(item, part string) string) []Withholding {
	var all []Withholding
	for _, it := range items {
		for _, p := range Parts(it) {
			if why := strings.Join(strings.Fields(reason(it.ID, p.ID)), " "); why != "" {
				all = append(all, Withholding{it.ID, p.ID, why})
			}
		}
	}
	return all
}

// Words are what w is of, in words; its item is one of items.
func (w Withholding) Words(items []*checklist.Item) string {
	at := slices.IndexFunc(items, func(it *checklist.Item) bool { return it.ID == w.Item })
	if at < 0 {
		return w.Item
	}
	it := items[at]
	parts := Parts(it)
	i := slices.IndexFunc(parts, func(p Part) bool { return p.ID == w.Part })
	if i < 0 {
		return w.Item + " " + it.Title
	}
	return w.Item + " " + it.Title + ": " + parts[i].Label
}

// wholeWords are all of an item, in words.
const wholeWords = "All that was answered"

// WithheldToo says what goes with an answer that is withheld, and what does not.
const WithheldToo = "With an answer are withheld its verdict, the sentences made from it, the numbers that count it and last time's. What people wrote in other places is not: read all of it before you publish it."

// A Redaction is what was taken out of a copy.
type Redaction struct {
	Withheld []Withheld // the schedule
	Items    int        // of which the verdict is withheld; no number counts them
}

// A Withheld is something that was taken out. It is Implied where nobody named it,
// and it was said of another item too.
type Withheld struct {
	Item    Ref
	Part    string
	What    string // the part in words
	Reason  string
	Implied bool
}

// ErrTold is reported for what is withheld in one place and said in another.
var ErrTold = errors.New("what is to be withheld is said in another place too")

// ToldCure says what can be done about that.
const ToldCure = "Withhold it there as well, or word one of the two otherwise."

const (
	withheldStanding checklist.Standing      = "withheld"
	withheldState    assessment.SectionState = "withheld"
	withheldOutcome  assessment.Outcome      = "withheld"
)

// withheldWords are what stands where something was taken out.
func withheldWords(reason string) string { return withheldSign + reason + "]" }

const withheldSign = "[withheld: "

// Withholds reports whether something was taken out of a text of a copy.
func Withholds(text string) bool { return strings.Contains(text, withheldSign) }

// Redact is a copy of r for publication without what is to be withheld. It is
// marked so, if marking is not empty.
func (r *Report) Redact(what []Withholding, marking string) (*Report, error) {
	if r.Replaces != nil {
		return nil, errors.New("a copy for publication replaces no return")
	}
	x := &redactor{from: r, cuts: map[string]*cut{}}
	for _, w := range what {
		if err := x.name(w); err != nil {
			return nil, err
		}
	}
	x.imply()
	out := *r
	out.Redaction = &Redaction{Withheld: x.schedule()}
	x.items(&out)
	x.numbers(&out)
	x.summary(&out)
	x.counts(&out)
	x.tables(&out)
	x.outstanding(&out)
	x.registers(&out)
	x.signatures(&out)
	if r.Last != nil {
		out.Last = x.last(r.Last)
	}
	if marking != "" {
		out.Marking = marking
		out.Details = slices.Clone(r.Details)
		for i, d := range out.Details {
			if d.Name == assessment.DetailMarking {
				out.Details[i].Value = assessment.Of(marking)
			}
		}
	}
	out.Digest = Tie(r.Digest, r.Head)
	out.Head.SHA256 = out.Digest
	out.Reference = Reference(out.Force, out.Period, out.Digest)
	return &out, x.told(&out)
}

// Tie is what ties a copy for publication to the full return. Whoever has that can
// work it out again, from its digest and its last change; nobody else can try
// answers on it, for the last change is in no copy, and nobody can guess it.
func Tie(digest string, head assessment.Head) string {
	sum := sha256.Sum256([]byte(redactedFormat + "\n" + digest + "\n" + head.SHA256 + "\n"))
	return hex.EncodeToString(sum[:])
}

// A cut is what is taken out of one item: the reasons, which are empty where
// nothing is.
type cut struct {
	item                         Ref
	whole                        string
	fields                       map[string]string
	narrative, evidence, actions string
	implied                      []string // parts that nobody named
}

// hides reports whether the verdict on the item is withheld.
func (c *cut) hides() bool { return c != nil && (c.whole != "" || len(c.fields) > 0) }

// reason is the first that there is for an answer.
func (c *cut) reason() string {
	if c.whole != "" {
		return c.whole
	}
	for _, field := range slices.Sorted(maps.Keys(c.fields)) {
		return c.fields[field]
	}
	return ""
}

// A redactor takes things out of one report.
type redactor struct {
	from     *Report
	cuts     map[string]*cut
	evidence map[string]string // reasons, by the id of evidence that is in no copy
	actions  map[string]string
	secrets  []string // texts that the copy must not hold
}

// find is the item of the return with that id, or of last time's one that is no
// longer asked.
func (x *redactor) find(id string) *Item {
	for i := range x.from.Sections {
		for j := range x.from.Sections[i].Items {
			if it := &x.from.Sections[i].Items[j]; it.ID == id {
				return it
			}
		}
	}
	if x.from.Last != nil {
		for _, c := range x.from.Last.Items {
			if c.Item.ID == id && c.Now == nil {
				return c.Then
			}
		}
	}
	return nil
}

// name takes note of w.
func (x *redactor) name(w Withholding) error {
	it := x.find(w.Item)
	if it == nil {
		return fmt.Errorf("there is no item %s", w.Item)
	}
	if strings.TrimSpace(w.Reason) == "" {
		return fmt.Errorf("there is no reason why %s is withheld", w.Item)
	}
	c := x.cuts[it.ID]
	if c == nil {
		c = &cut{item: it.Ref, fields: map[string]string{}}
		x.cuts[it.ID] = c
	}
	at := slices.IndexFunc(it.Fields, func(f Field) bool { return f.ID == w.Part })
	switch {
	case w.Part == "":
		if i := slices.IndexFunc(it.Fields, func(f Field) bool { return f.Detail != "" }); i >= 0 {
			return fmt.Errorf("%s cannot be withheld: %s stands at the head of every page", it.ID, it.Fields[i].Label)
		}
		c.whole = w.Reason
	case at >= 0 && it.Fields[at].Detail != "":
		return fmt.Errorf("%s of %s cannot be withheld: it stands at the head of every page", it.Fields[at].Label, it.ID)
	case at >= 0:
		c.fields[w.Part] = w.Reason
	case w.Part == PartNarrative:
		c.narrative = w.Reason
	case w.Part == PartEvidence:
		c.evidence = w.Reason
	case w.Part == PartActions:
		c.actions = w.Reason
	default:
		return fmt.Errorf("%s says nothing of %q that could be withheld", it.ID, w.Part)
	}
	return nil
}

// imply takes out evidence and actions wherever they are named, and not only at
// the item for which somebody has asked for it.
func (x *redactor) imply() {
	x.evidence, x.actions = map[string]string{}, map[string]string{}
	for _, s := range x.from.Sections {
		for _, it := range s.Items {
			c := x.cuts[it.ID]
			if c == nil {
				continue
			}
			if reason := orFirst(c.whole, c.evidence); reason != "" {
				for _, e := range it.Evidence {
					x.evidence[e.ID] = orFirst(x.evidence[e.ID], reason)
				}
			}
			if reason := orFirst(c.whole, c.actions); reason != "" {
				for _, a := range it.Actions {
					x.actions[a.ID] = orFirst(x.actions[a.ID], reason)
				}
			}
		}
	}
	for _, s := range x.from.Sections {
		for _, it := range s.Items {
			for _, e := range it.Evidence {
				x.impliedAt(it, PartEvidence, x.evidence[e.ID], func(c *cut) *string { return &c.evidence })
			}
			for _, a := range it.Actions {
				x.impliedAt(it, PartActions, x.actions[a.ID], func(c *cut) *string { return &c.actions })
			}
		}
	}
}

func orFirst(x, y string) string {
	if x != "" {
		return x
	}
	return y
}

// impliedAt takes a part of an item out for a reason that was given elsewhere.
func (x *redactor) impliedAt(it Item, part, reason string, at func(*cut) *string) {
	c := x.cuts[it.ID]
	if reason == "" || c != nil && (c.whole != "" || *at(c) != "") {
		return
	}
	if c == nil {
		c = &cut{item: it.Ref, fields: map[string]string{}}
		x.cuts[it.ID] = c
	}
	*at(c) = reason
	c.implied = append(c.implied, part)
}

// schedule lists all that is taken out, in the order of the return.
func (x *redactor) schedule() []Withheld {
	var all []Withheld
	add := func(id string) {
		if c := x.cuts[id]; c != nil {
			all = append(all, c.withheld(x.find(id))...)
		}
	}
	for _, s := range x.from.Sections {
		for _, it := range s.Items {
			add(it.ID)
		}
	}
	if x.from.Last != nil {
		for _, c := range x.from.Last.Retired() {
			add(c.Item.ID)
		}
	}
	return all
}

// withheld is c as the schedule lists it.
func (c *cut) withheld(it *Item) []Withheld {
	var all []Withheld
	add := func(part, what, reason string) {
		if reason != "" {
			all = append(all, Withheld{c.item, part, what, reason, slices.Contains(c.implied, part)})
		}
	}
	add("", wholeWords, c.whole)
	for _, f := range it.Fields {
		add(f.ID, f.Label, c.fields[f.ID])
	}
	add(PartNarrative, "Narrative", c.narrative)
	add(PartEvidence, "Evidence", c.evidence)
	add(PartActions, "Actions", c.actions)
	return all
}

// items takes things out of every item.
func (x *redactor) items(out *Report) {
	out.Sections = slices.Clone(out.Sections)
	for i := range out.Sections {
		s := &out.Sections[i]
		s.Items = each(s.Items, func(it Item) Item { return x.item(it, false) })
		for _, it := range s.Items {
			if it.Standing == withheldStanding {
				out.Redaction.Items++
			}
		}
	}
}

// item is it without what is withheld of it. The evidence and the actions of last
// time are not those of the register, whatever they are called.
func (x *redactor) item(it Item, last bool) Item {
	c := x.cuts[it.ID]
	if c == nil {
		return it
	}
	x.keepSecret(it, c, last)
	it.Withheld, it.Cover = c.withheld(&it), Cover{}
	if c.hides() {
		it.Review = "" // that it was accepted would say that it was answered
		it.Fields = c.left(it.Fields)
		it.Standing, it.Remainder = withheldStanding, nil
		it.Statement = withheldWords(c.reason())
	}
	if c.whole != "" {
		it.Assigned = ""
	}
	if reason := orFirst(c.whole, c.narrative); reason != "" {
		it.Narrative = withheldWords(reason)
	}
	gone := func(map[string]string, string) bool { return true }
	if !last {
		gone = func(ids map[string]string, id string) bool { return ids[id] != "" }
	}
	if orFirst(c.whole, c.evidence) != "" {
		it.Evidence = slices.DeleteFunc(slices.Clone(it.Evidence), func(e Evidence) bool { return gone(x.evidence, e.ID) })
	}
	if orFirst(c.whole, c.actions) != "" {
		it.Actions = slices.DeleteFunc(slices.Clone(it.Actions), func(a Action) bool { return gone(x.actions, a.ID) })
	}
	return it
}

// left are fields without their answers where these are withheld, and without
// those that are asked depending on such an answer: whether one is there would
// tell.
func (c *cut) left(fields []Field) []Field {
	unknown := func(f Field) bool { return c.whole != "" || c.fields[f.ID] != "" }
	hidden := map[string]bool{}
	for _, f := range fields {
		if unknown(f) {
			hidden[f.ID] = true
		}
	}
	for again := true; again; {
		again = false
		for _, f := range fields {
			if !hidden[f.ID] && slices.ContainsFunc(f.Needs, func(name string) bool { return hidden[name] || !hasField(fields, name) }) {
				hidden[f.ID], again = true, true
			}
		}
	}
	var left []Field
	for _, f := range fields {
		switch {
		case c.fields[f.ID] != "":
			left = append(left, f.withhold(c.fields[f.ID]))
		case c.whole != "" && len(f.Needs) == 0:
			left = append(left, f.withhold(c.whole))
		case !hidden[f.ID]:
			left = append(left, f)
		}
	}
	return left
}

func hasField(fields []Field, id string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.ID == id })
}

// withhold is f without its answer.
func (f Field) withhold(reason string) Field {
	f.Value, f.Words, f.Withheld = assessment.Value{}, withheldWords(reason), reason
	return f
}

// numbers counts anew, without the items of which the verdict is withheld. How far
// a section has come is told by anything that is said in it.
func (x *redactor) numbers(out *Report) {
	out.Progress = slices.Clone(out.Progress)
	out.Totals = Totals{}
	for i := range out.Progress {
		p := &out.Progress[i]
		p.Totals = Totals{}
		for _, s := range out.Sections {
			if s.ID != p.ID {
				continue
			}
			for _, it := range s.Items {
				if x.cuts[it.ID] != nil {
					p.State, p.Complete = withheldState, false
				}
				if it.Standing == withheldStanding {
					continue
				}
				for _, t := range []*Totals{&p.Totals, &out.Totals} {
					t.add(it)
					t.Reviews[max(0, slices.Index(assessment.ReviewStates, it.Review))]++
				}
			}
		}
	}
}

// summary takes sentences out. Those that are withheld stand last under their
// heading, whether there was anything to say or not.
func (x *redactor) summary(out *Report) {
	framing := len(out.Framing)
	out.Summary = each(out.Summary, func(h Heading) Heading {
		var hidden []Statement
		hide := func(it Ref) bool {
			c := x.cuts[it.ID]
			if c.hides() {
				hidden = append(hidden, Statement{it, withheldWords(c.reason())})
			}
			return c.hides()
		}
		h.Statements = slices.DeleteFunc(slices.Clone(h.Statements), func(s Statement) bool { return hide(s.Item) })
		h.Open = slices.DeleteFunc(slices.Clone(h.Open), hide)
		slices.SortFunc(hidden, func(a, b Statement) int { return strings.Compare(a.Item.ID, b.Item.ID) })
		h.Statements = append(h.Statements, hidden...)
		return h
	})
	out.Framing = out.Summary[:framing]
}

// counts takes counts out, and leaves a place for each count that is withheld,
// whether there was one or not.
func (x *redactor) counts(out *Report) {
	var groups []CountGroup
	was := map[string]CountGroup{}
	for _, g := range out.Counts {
		was[g.Item.ID] = g
	}
	for _, s := range out.Sections {
		for _, it := range s.Items {
			g, ok := was[it.ID]
			if x.cuts[it.ID].hides() {
				g = CountGroup{Item: it.Ref, Counts: x.countsOf(it, g)}
				ok = len(g.Counts) > 0
			}
			if ok {
				groups = append(groups, g)
			}
		}
	}
	out.Counts = groups
}

// countsOf are the counts of an item of which something is withheld.
func (x *redactor) countsOf(it Item, was CountGroup) []Count {
	var all []Count
	for _, f := range it.Fields {
		told := slices.ContainsFunc(was.Counts, func(n Count) bool { return n.ID == f.ID })
		if told || f.Withheld != "" && f.Kind == checklist.Count {
			all = append(all, Count{f, x.from.when(f.AsAt)})
		}
	}
	return all
}

// tables takes cells out. A cell that is not asked might tell why, where anything
// of its item is withheld.
func (x *redactor) tables(out *Report) {
	out.Tables = each(out.Tables, func(t Table) Table {
		t.Rows = each(t.Rows, func(row TableRow) TableRow {
			c := x.cuts[row.Item.ID]
			if !c.hides() {
				return row
			}
			left := c.left(x.find(row.Item.ID).Fields)
			row.Cells = each(row.Cells, func(f Field) Field {
				if i := slices.IndexFunc(left, func(l Field) bool { return f.ID != "" && l.ID == f.ID }); i >= 0 {
					return left[i]
				}
				return Field{}.withhold(c.reason())
			})
			return row
		})
		return t
	})
}

// outstanding leaves out every item of which anything is withheld, and says so:
// why an item is outstanding is said in words that go by all of it.
func (x *redactor) outstanding(out *Report) {
	cut := func(it Ref) bool { return x.cuts[it.ID] != nil }
	out.Left.Items = slices.DeleteFunc(slices.Clone(out.Left.Items), func(it OutstandingItem) bool { return cut(it.Item) })
	var open []Heading
	for _, h := range out.Left.Open {
		if h.Open = slices.DeleteFunc(slices.Clone(h.Open), cut); len(h.Open) > 0 {
			open = append(open, h)
		}
	}
	out.Left.Open = open
	out.Left.Problems = append(slices.Clone(out.Left.Problems), "Of items of which something is withheld, it is not said what is outstanding.")
}

// registers takes out the evidence and the actions that are withheld at any item.
func (x *redactor) registers(out *Report) {
	out.Evidence = slices.DeleteFunc(slices.Clone(out.Evidence), func(e Evidence) bool { return x.evidence[e.ID] != "" })
	out.Actions = slices.DeleteFunc(slices.Clone(out.Actions), func(a Action) bool { return x.actions[a.ID] != "" })
}

// signatures leaves out the digests of what was signed, which could be tried, and how
// many warnings were acknowledged: those that the copy gives cause for could be taken
// from them. Of one that was reopened it leaves out whether what is withheld was
// changed since; one that stands is over all that the full return says.
func (x *redactor) signatures(out *Report) {
	out.Signatures = each(out.Signatures, func(s Signature) Signature {
		s.Digest, s.Acknowledged = "", unsaid
		if !s.Stands() {
			s.Whole, s.Partly = false, true
			s.Items = slices.DeleteFunc(slices.Clone(s.Items), func(it Ref) bool { return x.cuts[it.ID] != nil })
		}
		return s
	})
}

// last takes out last time what is taken out this time, and what has become of it.
func (x *redactor) last(was *Last) *Last {
	out := *was
	out.Then, out.Outcomes = Totals{}, [7]int{}
	out.Items = each(was.Items, func(p Compared) Compared {
		c := x.cuts[p.Item.ID]
		if c.hides() {
			if p.Now != nil {
				out.Asked--
				if p.Then != nil && p.Now.Standing != checklist.Unanswered && p.Then.Standing != checklist.Unanswered {
					out.Comparable--
				}
			}
			p.Differs, p.Counts = false, nil
			if p.Then != nil && p.Now != nil {
				p.Outcome = withheldOutcome
			}
		}
		for _, side := range []**Item{&p.Then, &p.Now} {
			if *side != nil {
				it := x.item(**side, side == &p.Then)
				*side = &it
			}
		}
		if p.Then != nil && p.Then.Standing != withheldStanding {
			out.Then.add(*p.Then)
		}
		if i := slices.Index(assessment.Outcomes[:], p.Outcome); i >= 0 {
			out.Outcomes[i]++
		}
		return p
	})
	return &out
}

// keepSecret takes note of texts that were withheld, if they are long enough not
// to stand in another place by chance.
func (x *redactor) keepSecret(it Item, c *cut, last bool) {
	add := func(reason, text string) {
		if reason != "" && len(text) >= 12 && !strings.HasPrefix(text, "[withheld: ") {
			x.secrets = append(x.secrets, text)
		}
	}
	for _, f := range it.Fields {
		reason := orFirst(c.whole, c.fields[f.ID])
		if f.Kind == checklist.Text {
			add(reason, f.Value.Given)
		}
		add(reason, f.Value.Reason)
	}
	add(orFirst(c.whole, c.narrative), it.Narrative)
	evidence, actions := orFirst(c.whole, c.evidence), orFirst(c.whole, c.actions)
	for _, e := range it.Evidence {
		if last || x.evidence[e.ID] != "" {
			add(evidence, e.Title)
		}
	}
	for _, a := range it.Actions {
		if last || x.actions[a.ID] != "" {
			add(actions, a.What)
		}
	}
}

// told reports whether a text that was withheld stands in the copy all the same:
// somebody has written it in another place too.
func (x *redactor) told(out *Report) error {
	copied, err := json.Marshal(out)
	if err != nil {
		return err
	}
	for _, text := range x.secrets {
		b, err := json.Marshal(text)
		if err != nil {
			return err
		}
		if strings.Contains(string(copied), string(b[1:len(b)-1])) {
			return fmt.Errorf("%w: %s", ErrTold, strconv.Quote(cutShort(text)))
		}
	}
	return nil
}

// cutShort is the beginning of a text, for a sentence.
func cutShort(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= 40 {
		return string(r)
	}
	return string(r[:40]) + "…"
}

// Redacted reports whether r is a copy from which something is withheld.
func (r *Report) Redacted() bool { return r.Redaction != nil }

// withholds reports whether that part of any item is withheld from r, whether there
// was anything or not.
func (r *Report) withholds(part string) bool {
	return r.Redacted() && slices.ContainsFunc(r.Redaction.Withheld, func(w Withheld) bool { return w.Part == "" || w.Part == part })
}

// EvidenceWords says what is not in the register of evidence, and is empty where all
// there is stands there.
func (r *Report) EvidenceWords() string {
	return r.registerWords(PartEvidence, len(r.Evidence), "No evidence is named", "Evidence")
}

// ActionWords is EvidenceWords of the register of actions.
func (r *Report) ActionWords() string {
	return r.registerWords(PartActions, len(r.Actions), "No action is named", "An action")
}

func (r *Report) registerWords(part string, n int, none, some string) string {
	switch {
	case !r.withholds(part) && n == 0:
		return none + "."
	case !r.withholds(part):
		return ""
	case n == 0:
		return none + " where nothing is withheld."
	}
	return some + " that is withheld is not listed here, and its number is left out."
}

// Marked is what stands at head and foot of every page: the protective marking,
// and of a redacted copy that it is one.
func (r *Report) Marked() string {
	if r.Redacted() {
		return r.Marking + " · REDACTED COPY"
	}
	return r.Marking
}

// Stem is what the files of r are called, without the end that says in which form
// they are.
func (r *Report) Stem() string {
	if r.Redacted() {
		return r.ID + "-redacted"
	}
	return r.ID
}

// Notice says in short what a redacted copy is, and is empty for any other report.
func (r *Report) Notice() string {
	if !r.Redacted() {
		return ""
	}
	n := r.Redaction.Items
	s := "This is a redacted copy for publication, and not the return that was sent to HMIC. What is withheld is listed under “What is withheld”, with the reasons."
	if n > 0 {
		s += fmt.Sprintf(" %s %s not counted in any number.", assessment.Thousands(n), assessment.Plural(n, "item is withheld in whole or in part and is", "items are withheld in whole or in part and are"))
	}
	return s
}

// Schedule is all that is withheld, with the reasons.
func (r *Report) Schedule() []Particular {
	if !r.Redacted() {
		return nil
	}
	return each(r.Redaction.Withheld, func(w Withheld) Particular {
		what := w.Item.ID + " " + w.Item.Title + ": " + w.What
		if w.Implied {
			return Particular{what, "In part, for it is withheld at another item: " + w.Reason}
		}
		return Particular{what, w.Reason}
	})
}
